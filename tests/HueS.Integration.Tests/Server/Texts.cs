using System.Text;
using System.Text.RegularExpressions;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Records.Training;
using HueS.Integration.Linking.Unlinking;
using HueS.Integration.Profiles;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Server.Api;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Batches;
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
        new[]
            {
                Catalogue.Outcomes, Catalogue.States, Catalogue.Reasons, Catalogue.PendingReasons, Catalogue.Warnings,
                Catalogue.RecordWarnings, Catalogue.LinkStates, Catalogue.LinkReasons, Catalogue.ReceiptStates, Catalogue.BatchStates, Catalogue.BatchRowOutcomes,
                Catalogue.ReviewKinds, Catalogue.ProfileReasons, Catalogue.ProposalReasons, Catalogue.RunStates, Catalogue.ScheduleStates,
            }
            .SelectMany(texts => texts)
            .Concat(Catalogue.Problems.Select(problem => KeyValuePair.Create(problem.Key, problem.Value.Text)))
            .Concat(Catalogue.Fields.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Spoken())))
            .Select(entry => (entry.Key, entry.Value));

    private static IEnumerable<(string Code, BilingualText Text)> Everything =>
        Spoken.SelectMany(entry => new[]
            {
                (entry.Code, new BilingualText(entry.Text.Vi.Official, entry.Text.En.Official)),
                (entry.Code, new BilingualText(entry.Text.Vi.Citizen, entry.Text.En.Citizen)),
                (entry.Code, new BilingualText(entry.Text.Vi.NextStep, entry.Text.En.NextStep)),
            })
            .Concat(Catalogue.ReceiptHops.Concat(Catalogue.WhoActs).Concat(Catalogue.Pages).Concat(Catalogue.Headings).Select(entry => (entry.Key, entry.Value)))
            .Concat(Catalogue.Problems.Select(entry => (entry.Key, entry.Value.Title)))
            .Concat(Catalogue.Steps.Concat(Catalogue.Rules).Concat(Catalogue.RuleResults).Select(entry => (entry.Key, entry.Value)))
            .Concat(Catalogue.ReviewDecisions.Concat(Catalogue.ReviewDecisionReasons).Concat(Catalogue.FindingCategories).Concat(Catalogue.MissedReasons).Select(entry => (entry.Key, entry.Value)));

    [Fact]
    public void Every_code_has_its_texts_and_no_text_is_left_without_a_code()
    {
        Catalogue.Outcomes.Keys.ShouldBe(Enum.GetValues<Outcome>().Select(Messages.Code), ignoreOrder: true);
        // What waits or is settled is told by its outcome.
        Catalogue.States.Keys.ShouldBe([Messages.Code(VerificationState.Withdrawn)]);
        Catalogue.BatchStates.Keys.ShouldBe(Enum.GetValues<VerificationBatchState>().Select(Messages.Code), ignoreOrder: true);
        // The others are told by the outcome of their check.
        Catalogue.BatchRowOutcomes.Keys.ShouldBe([Messages.Code(BatchRowOutcome.Rejected)]);
        Catalogue.LinkStates.Keys.ShouldBe(Enum.GetValues<LinkState>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.Reasons.Keys.ShouldBe(Enum.GetValues<Reason>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.PendingReasons.Keys.ShouldBe(PendingReasons, ignoreOrder: true);
        Catalogue.Warnings.Keys.ShouldBe(Enum.GetValues<WarningCode>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.RecordWarnings.Keys.ShouldBe(Enum.GetValues<HolderWarning>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.LinkReasons.Keys.ShouldBe(Enum.GetValues<LinkReason>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.ReviewKinds.Keys.ShouldBe(Enum.GetValues<ReviewKind>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.ProfileReasons.Keys.ShouldBe(ProfileReview.Reasons.Select(ReviewAnswer.CodeOf), ignoreOrder: true);
        Catalogue.ProposalReasons.Keys.ShouldBe(MergeReview.Reasons.Concat(UnlinkingReview.Reasons).Select(ReviewAnswer.CodeOf), ignoreOrder: true);
        Catalogue.ReviewDecisions.Keys.ShouldBe(Enum.GetValues<ReviewDecision>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.ReviewDecisionReasons.Keys.ShouldBe(Enum.GetValues<ReviewDecisionReason>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.RunStates.Keys.ShouldBe([.. Enum.GetValues<RunState>().Select(Messages.Code), RunAnswer.CouldNotLook], ignoreOrder: true);
        Catalogue.FindingCategories.Keys.ShouldBe(Enum.GetValues<FindingCategory>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.ScheduleStates.Keys.ShouldBe(Enum.GetValues<ScheduleState>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.MissedReasons.Keys.ShouldBe(Enum.GetValues<MissedReason>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.Problems.Keys.ShouldBe(ProblemTypes.All.Select(problem => problem.Code), ignoreOrder: true);
        Catalogue.Fields.Keys.ShouldBe(FieldCodesInUse(), ignoreOrder: true);
        Catalogue.ReceiptStates.Keys.ShouldBe(Enum.GetValues<ReceiptState>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.ReceiptHops.Keys.ShouldBe(Enum.GetValues<ReceiptStep>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.WhoActs.Keys.ShouldBe(Enum.GetValues<WhoActs>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.Steps.Keys.ShouldBe(Enum.GetValues<DecidedBy>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.RuleResults.Keys.ShouldBe(Enum.GetValues<Contracts.RuleResult>().Select(Messages.Code), ignoreOrder: true);
        Catalogue.Rules.Keys.ShouldBe(
            [.. RuleId.Names.Concat(RuleId.BirthDates).SelectMany(row => row), RuleId.EqualYear, .. RuleId.Sexes, .. RuleId.Wards],
            ignoreOrder: true);
        Catalogue.Headings.Keys.ShouldBe(Enum.GetValues<BatchHeading>().Select(Messages.Code), ignoreOrder: true);
        Enum.GetValues<SheetFault>().Select(Messages.Code).ShouldBeSubsetOf(Catalogue.Fields.Keys);
        Enum.GetValues<RowFault>().Select(Messages.Code).Concat(Enum.GetValues<ClaimFault>().Select(Messages.Code)).Concat(Enum.GetValues<BatchFailure>().Select(Messages.Code))
            .ShouldBeSubsetOf(Catalogue.Fields.Keys.Concat(Catalogue.Warnings.Keys));
    }

    [Fact]
    public void A_field_code_and_a_finding_share_a_code_only_where_both_mean_the_same_fault() =>
        Catalogue.Fields.Keys.Intersect(Catalogue.Warnings.Keys).ShouldBe([FieldCodes.NameMojibake, FieldCodes.LegacyEncoding], ignoreOrder: true);

    [Fact]
    public void Every_warning_has_its_field() =>
        Enum.GetValues<WarningCode>().Select(ClaimFields.Of).ShouldAllBe(field => Enum.IsDefined(field));

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
        var named = new Dictionary<WhoActs, (string Vi, string En)>
        {
            [WhoActs.Caller] = ("đơn vị quản lý phần mềm", "makers of the calling software"),
            [WhoActs.Official] = ("cán bộ", "official"),
            [WhoActs.Citizen] = ("công dân", "citizen"),
            [WhoActs.Reviewer] = ("cán bộ được phân công", "official in charge"),
            [WhoActs.Operator] = ("bộ phận vận hành", "operators"),
            [WhoActs.System] = ("hệ thống", "system"),
        };

        named.Keys.ShouldBe(Enum.GetValues<WhoActs>(), ignoreOrder: true);
        foreach (var (code, text) in Spoken)
        {
            text.Vi.NextStep.ShouldContain(named[text.WhoActs].Vi, Case.Insensitive, code);
            text.En.NextStep.ShouldContain(named[text.WhoActs].En, Case.Insensitive, code);
        }
    }

    [Fact]
    public void Vietnamese_is_written_with_its_marks_and_English_without()
    {
        foreach (var (code, text) in Everything)
        {
            text.Vi.Any(letter => letter is 'đ' or 'Đ' || (char.IsLetter(letter) && letter.ToString().Normalize(NormalizationForm.FormD).Length > 1))
                .ShouldBeTrue(code);
            text.En.Where(char.IsLetter).ShouldAllBe(letter => char.IsAscii(letter) || letter == 'Đ', code);
        }
    }

    [Fact]
    public void No_text_holds_a_persons_number_or_blames_anyone()
    {
        string[] blame = ["khai man", "gian dối", "lỗi của công dân", "sai phạm", "fault of the citizen", "lied", "guilty", "invalid", "illegal", "forbidden"];

        foreach (var (code, text) in Everything)
        {
            foreach (var written in new[] { text.Vi, text.En })
            {
                LongNumber().IsMatch(written).ShouldBeFalse(code);
                blame.ShouldAllBe(word => !written.Contains(word, StringComparison.OrdinalIgnoreCase), code);
            }
        }
    }

    [Fact]
    public void What_is_composed_keeps_the_one_who_acts_on_the_answer() =>
        Messages.For(Outcome.NeedsPerson, "register_refused").WhoActs.ShouldBe(WhoActs.Reviewer);

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

    [Fact]
    public void Verified_speaks_of_a_living_person_only_where_that_was_asked()
    {
        var (asked, notAsked) = (Messages.For(Outcome.Verified), Messages.For(Outcome.Verified, "vital_status_not_asked"));

        (asked.Vi.Official.Contains("còn sống", StringComparison.Ordinal), asked.En.Official.Contains("living", StringComparison.Ordinal)).ShouldBe((true, true));
        (notAsked.Vi.Official.Contains("còn sống", StringComparison.Ordinal), notAsked.En.Official.Contains("living", StringComparison.Ordinal)).ShouldBe((false, false));
        notAsked.Vi.Citizen.ShouldBe(asked.Vi.Citizen);
    }

    [Fact]
    public void A_rule_reads_as_a_sentence_that_fired_or_would_have()
    {
        Messages.ForFired("name.unmarked", "person").En.ShouldBe("The name is the same only without its marks, so a person looks at it.");
        Messages.ForOtherwise("name.unmarked", "person").Vi.ShouldBe("Nếu họ tên chỉ giống nhau khi bỏ dấu thì cần một người xem xét.");
    }

    private static IEnumerable<string> FieldCodesInUse() =>
        typeof(FieldCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex(@"[{}<>\[\]]|\s{2}|\bTODO\b")]
    private static partial Regex Unresolved();

    [GeneratedRegex(@"[0-9]{9,}")]
    private static partial Regex LongNumber();
}
