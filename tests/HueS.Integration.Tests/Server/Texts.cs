using System.Text;
using System.Text.RegularExpressions;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Server.Api;
using HueS.Integration.Verification;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

using LinkState = Contracts.LinkState;
using Outcome = Contracts.Outcome;

public sealed partial class Texts
{
    private static readonly string[] PendingReasons =
        [.. typeof(PendingReason).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private static MessageCatalogue Catalogue => Messages.Catalogue;

    private static IEnumerable<(string Code, LocalisedText Text)> Spoken =>
        new[] { Catalogue.Outcomes, Catalogue.Reasons, Catalogue.PendingReasons, Catalogue.LinkStates, Catalogue.LinkReasons }
            .SelectMany(texts => texts)
            .Concat(Catalogue.Problems.Select(problem => KeyValuePair.Create(problem.Key, problem.Value.Text)))
            .Select(entry => (entry.Key, entry.Value));

    private static IEnumerable<(string Code, BilingualText Text)> Everything =>
        Spoken.SelectMany(entry => new[]
            {
                (entry.Code, new BilingualText(entry.Text.Vi.Official, entry.Text.En.Official)),
                (entry.Code, new BilingualText(entry.Text.Vi.Citizen, entry.Text.En.Citizen)),
                (entry.Code, new BilingualText(entry.Text.Vi.NextStep, entry.Text.En.NextStep)),
            })
            .Concat(Catalogue.Warnings.Concat(Catalogue.Fields).Select(entry => (entry.Key, entry.Value)))
            .Concat(Catalogue.Problems.Select(entry => (entry.Key, entry.Value.Title)));

    [Fact]
    public void Every_code_has_its_texts_and_no_text_is_left_without_a_code()
    {
        Catalogue.Outcomes.Keys.ShouldBe(Enum.GetValues<Outcome>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.LinkStates.Keys.ShouldBe(Enum.GetValues<LinkState>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.Reasons.Keys.ShouldBe(Enum.GetValues<Reason>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.PendingReasons.Keys.ShouldBe(PendingReasons, ignoreOrder: true);
        Catalogue.Warnings.Keys.ShouldBe(Enum.GetValues<WarningCode>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.LinkReasons.Keys.ShouldBe(Enum.GetValues<LinkReason>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.Problems.Keys.ShouldBe(ProblemTypes.All.Select(problem => problem.Code), ignoreOrder: true);
        Catalogue.Fields.Keys.ShouldBe(FieldCodesInUse(), ignoreOrder: true);
    }

    [Fact]
    public void Every_problem_type_is_listed_once()
    {
        var declared = typeof(ProblemTypes).GetFields().Select(field => field.GetValue(null)).OfType<ProblemType>();

        ProblemTypes.All.ShouldBe(declared, ignoreOrder: true);
        ProblemTypes.All.Select(problem => problem.Code).ShouldBeUnique();
    }

    [Fact]
    public void Texts_are_clean()
    {
        foreach (var (code, text) in Everything)
        {
            foreach (var written in new[] { text.Vi, text.En })
            {
                written.ShouldNotBeNullOrWhiteSpace(code);
                written.ShouldBe(written.Trim(), code);
                written.IsNormalized(NormalizationForm.FormC).ShouldBeTrue(code);
                written.ShouldNotContain("Ð", Case.Sensitive, code);
                Unresolved().IsMatch(written).ShouldBeFalse(code);
            }

            text.Vi.ShouldNotBe(text.En, code);
        }
    }

    [Fact]
    public void Sentences_for_people_end_like_sentences()
    {
        foreach (var (code, text) in Spoken)
        {
            foreach (var people in new[] { text.Vi, text.En })
            {
                foreach (var sentence in new[] { people.Official, people.Citizen, people.NextStep })
                {
                    sentence.ShouldEndWith(".", Case.Sensitive, code);
                    char.IsUpper(sentence[0]).ShouldBeTrue(code);
                }
            }
        }
    }

    [Fact]
    public void Every_next_step_says_who_acts()
    {
        string[] vietnamese = ["cán bộ", "công dân", "hệ thống", "bộ phận vận hành", "đơn vị quản lý phần mềm"];
        string[] english = ["official", "citizen", "system", "operators", "makers of the calling software"];

        foreach (var (code, text) in Spoken)
        {
            vietnamese.ShouldContain(actor => text.Vi.NextStep.Contains(actor, StringComparison.OrdinalIgnoreCase), code);
            english.ShouldContain(actor => text.En.NextStep.Contains(actor, StringComparison.OrdinalIgnoreCase), code);
        }
    }

    [Fact]
    public void The_citizen_is_never_told_of_codes_machines_or_guilt()
    {
        string[] unkind = ["JSON", "HTTP", "token", "API", "lỗi của quý vị", "khai sai", "đã mất", "đã chết", "từ chối", "your fault", "wrongly", "deceased", "dead", "refuse", "reject"];

        foreach (var (code, text) in Spoken)
        {
            foreach (var word in unkind)
            {
                text.Vi.Citizen.ShouldNotContain(word, Case.Sensitive, code);
                text.En.Citizen.ShouldNotContain(word, Case.Sensitive, code);
            }
        }
    }

    [Fact]
    public void An_outage_never_sounds_like_an_answer_about_the_person()
    {
        string[] verdicts = ["không khớp", "chưa khớp", "không xác minh", "chưa xác minh", "khác với", "match", "differ", "not verified"];

        foreach (var reason in PendingReasons)
        {
            var text = Messages.For(Outcome.Pending, reason);
            foreach (var verdict in verdicts)
            {
                $"{text.Vi.Official} {text.Vi.Citizen} {text.En.Official} {text.En.Citizen}".ShouldNotContain(verdict, Case.Insensitive, reason);
            }

            text.Vi.Official.ShouldContain("không nói lên điều gì về công dân");
            text.En.Official.ShouldContain("says nothing about the citizen");
        }

        foreach (var problem in new[] { ProblemTypes.Busy, ProblemTypes.RegisterQueueFull, ProblemTypes.InternalError })
            Messages.ForProblem(problem.Code).Vi.Official.ShouldContain("không phải là câu trả lời về công dân");
    }

    [Fact]
    public void Not_found_does_not_claim_that_the_person_does_not_exist()
    {
        var text = Messages.For(Outcome.NotFound, "no_such_person");

        text.Vi.Official.ShouldContain("không nên hiểu là công dân không có trong dữ liệu");
        text.Vi.Citizen.ShouldContain("không có nghĩa là quý vị không có trong dữ liệu dân cư");
        text.En.Official.ShouldContain("must not be read as the citizen being unknown");
    }

    [Fact]
    public void Reasons_follow_their_outcome_and_the_way_on_closes()
    {
        var text = Messages.For(Outcome.Differs, "name_unmarked", "birth_date_swapped");

        text.En.Official.ShouldStartWith(Catalogue.Outcomes["differs"].En.Official);
        text.En.Official.ShouldEndWith(Catalogue.Reasons["birth_date_swapped"].En.Official);
        text.En.NextStep.ShouldStartWith(Catalogue.Reasons["name_unmarked"].En.NextStep);
        text.En.NextStep.ShouldEndWith(Catalogue.Outcomes["differs"].En.NextStep);
    }

    [Fact]
    public void A_reason_that_repeats_its_outcome_adds_nothing() =>
        Messages.For(Outcome.NumberReplaced, "number_replaced").ShouldBe(Messages.For(Outcome.NumberReplaced));

    private static IEnumerable<string> FieldCodesInUse() =>
        typeof(FieldCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"[{}<>\[\]]|\s{2}|\bTODO\b")]
    private static partial Regex Unresolved();
}
