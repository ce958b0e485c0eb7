using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population;

/// <summary>The register's yes or no. It never says what differed, nor whether the person exists.</summary>
internal abstract record VerifyAnswer
{
    private VerifyAnswer()
    {
    }

    public sealed record Matches : VerifyAnswer;

    public sealed record DoesNotMatch : VerifyAnswer;
}

internal abstract record LookUpAnswer
{
    private LookUpAnswer()
    {
    }

    /// <param name="AsOf">When the data was true, where the register says so.</param>
    public sealed record Found(RegisteredPerson Person, DateTimeOffset? AsOf) : LookUpAnswer;

    public sealed record NotFound : LookUpAnswer;

    /// <summary>The number asked about no longer stands; the register may name its successor, its holder, or both.</summary>
    public sealed record Replaced(PersonalNumber? Successor, RegisteredPerson? Person) : LookUpAnswer;
}

internal abstract record VitalAnswer
{
    private VitalAnswer()
    {
    }

    public sealed record Alive : VitalAnswer;

    public sealed record Dead : VitalAnswer;

    public sealed record Missing : VitalAnswer;
}

/// <summary>A person as the register holds them; no more than linking needs.</summary>
internal sealed record RegisteredPerson(
    PersonalNumber? Number,
    OldCardNumber? OldCard,
    PersonName Name,
    BirthDate? BirthDate,
    Sex Sex,
    string? WardCode)
{
    public override string ToString() => "RegisteredPerson(*)";
}
