using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.XPath;
using AnyOfTypes;
using WireMock.Admin.Mappings;
using WireMock.Matchers;
using WireMock.Models;

namespace HueS.Integration.Mocks;

/// <summary>
/// WireMock's own XPathMatcher reads the body and compiles the expression anew for every pattern of every mapping, some
/// fifteen milliseconds a request. This one takes its place when our host loads the files: it reads a body once and compiles
/// an expression once. The files name XPathMatcher and need nothing of ours.
/// </summary>
internal sealed class XPathOnce(MatcherModel model) : IStringMatcher
{
    private static readonly ConditionalWeakTable<string, XPathNavigator> Bodies = [];
    private static readonly XPathNavigator Nothing = new XmlDocument().CreateNavigator()!;

    private readonly string[] _patterns = [.. (model.Patterns ?? [model.Pattern!]).Cast<string>()];

    private readonly XPathExpression[] _expressions =
        [.. (model.Patterns ?? [model.Pattern!]).Select(pattern => XPathExpression.Compile($"boolean({pattern})"))];

    public string Name => nameof(XPathOnce);

    public MatchBehaviour MatchBehaviour => MatchBehaviour.AcceptOnMatch;

    /// <summary>Every pattern has to hold; the files say so.</summary>
    public MatchOperator MatchOperator => MatchOperator.And;

    public MatchResult IsMatch(string? input)
    {
        var body = input is null ? Nothing : Bodies.GetValue(input, Read);
        // Evaluating moves a navigator, and requests run side by side.
        return MatchResult.From(Name, Array.TrueForAll(_expressions, expression => (bool)body.Clone().Evaluate(expression.Clone())) ? 1.0 : 0.0);
    }

    public AnyOf<string, StringPattern>[] GetPatterns() =>
        [.. _patterns.Select(pattern => new AnyOf<string, StringPattern>(pattern))];

    public string GetCSharpCodeArguments() => "";

    private static XPathNavigator Read(string body)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), RegisterQuestion.Settings);
            return new XPathDocument(reader).CreateNavigator();
        }
        catch (XmlException)
        {
            return Nothing;
        }
    }
}
