using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Why the service did not do something (RFC 9457). Holds nothing that was sent.</summary>
/// <param name="Type">Stable reference of the kind of problem, <c>/problems/{code}</c>.</param>
/// <param name="Title">The kind of problem in a few words, in the language asked for.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened, for the official, in the language asked for.</param>
/// <param name="NextStep">What to do next and who acts, in the language asked for.</param>
/// <param name="Errors">The fields to correct; absent where no field is at fault.</param>
/// <param name="Text">What to say to whom, in Vietnamese and English.</param>
/// <param name="TraceId">What the operators need to find the request; says nothing about a person.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string NextStep,
    IReadOnlyList<ProblemField>? Errors,
    LocalisedText? Text,
    string TraceId)
{
    /// <summary>The last part of <see cref="Type"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Code => Type[(Type.LastIndexOf('/') + 1)..];
}

/// <summary>A field to correct. Never holds what was sent.</summary>
/// <param name="Field">Path of the field, such as <c>subject.number</c>; <c>$</c> is the whole body; headers go by their name.</param>
/// <param name="Code">Stable code of what is wrong.</param>
/// <param name="Expected">What was expected, in the language asked for.</param>
/// <param name="NextStep">What to do about it, in the language asked for.</param>
/// <param name="WhoActs">Who does.</param>
public sealed record ProblemField(string Field, string Code, string Expected, string NextStep, WhoActs WhoActs);
