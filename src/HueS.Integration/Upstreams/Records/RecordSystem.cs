namespace HueS.Integration.Upstreams.Records;

/// <summary>By which way a system's records come to us.</summary>
internal enum WayIn
{
    /// <summary>We ask its system for what changed.</summary>
    Pulled,

    /// <summary>We look one up when we need it.</summary>
    LookedUp,

    /// <summary>Its system tells us.</summary>
    Pushed,

    /// <summary>People send lists.</summary>
    Uploaded,
}

/// <summary>A system whose records are linked. The name is stored; it never changes.</summary>
internal sealed record RecordSystem(string Name, WayIn Way)
{
    /// <summary>Whether a sister service may tell its records at our door.</summary>
    public bool IsTold => Way is WayIn.Pushed or WayIn.Uploaded;
}

/// <summary>The systems that were registered; there are no others.</summary>
internal sealed class KnownSystems(IEnumerable<RecordSystem> systems)
{
    public IReadOnlyList<RecordSystem> All { get; } = [.. systems];

    public RecordSystem? Find(string name) => All.FirstOrDefault(system => system.Name == name);
}
