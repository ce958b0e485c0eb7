using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>Vietnamese first, English beside it or below.</summary>
internal static class Both
{
    public static Html Spans(BilingualText text) => Html.Of($"""<span lang="vi">{text.Vi}</span> <span lang="en">{text.En}</span>""");

    public static Html Spans(string pageKey) => Spans(Messages.ForPage(pageKey));

    public static Html Paragraphs(BilingualText text) => Html.Of($"""<p lang="vi">{text.Vi}</p><p lang="en">{text.En}</p>""");

    public static Html Paragraphs(string pageKey) => Paragraphs(Messages.ForPage(pageKey));

    public static Html Heading(BilingualText text) => Html.Of($"""{text.Vi}<span lang="en">{text.En}</span>""");

    /// <summary>What to say to whom and who acts, in two columns where there is room for them.</summary>
    public static Html Columns(LocalisedText text) => Html.Of(
        $"""
        <div class="both">
        {Column(text.Vi, text.WhoActs, Language.Vietnamese)}
        {Column(text.En, text.WhoActs, Language.English)}
        </div>
        """);

    private static Html Column(PeopleText text, WhoActs actor, Language language)
    {
        return Html.Of(
            $"""
            <dl lang="{language.ToTag()}">
            <dt>{Label("for_official")}</dt><dd>{text.Official}</dd>
            <dt>{Label("for_citizen")}</dt><dd>{text.Citizen}</dd>
            <dt>{Label("next_step")}</dt><dd>{text.NextStep}</dd>
            <dt>{Label("who_acts")}</dt><dd>{Messages.For(actor).In(language)}</dd>
            </dl>
            """);

        string Label(string key) => Messages.ForPage(key).In(language);
    }
}
