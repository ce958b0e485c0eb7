using System.Runtime.CompilerServices;
using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Reconciliations: with the register, of records with their links, and of the service with itself. Scope <c>runs</c>; agreeing and undoing need <c>runs.approve</c>.</summary>
public sealed class Runs
{
    private readonly IHuesApi _api;
    private readonly Streams _streams;

    internal Runs(IHuesApi api, Streams streams) => (_api, _streams) = (api, streams);

    /// <summary>Makes a run. Nobody is selected, and nobody asked, before it is moved on.</summary>
    /// <exception cref="HuesProblemException"><c>invalid_request</c>, <c>unknown_purpose</c>.</exception>
    public Task<Run> CreateAsync(RunRequest request, CancellationToken cancellationToken = default) => _api.CreateRunAsync(request, cancellationToken);

    /// <summary>Runs the caller may see, newest first, without what is left of them.</summary>
    public IAsyncEnumerable<Run> ListAsync(CancellationToken cancellationToken = default) =>
        Pages.AllAsync<RunPage, Run>(_api.ListRunsAsync, page => (page.Items, page.Next), cancellationToken);

    /// <summary>How a run stands, and what is left of its dry run.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<Run> ReadAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadRunAsync(id, cancellationToken);

    /// <summary>Selects what a run looks at, and says what that will take.</summary>
    /// <param name="id">The run.</param>
    /// <param name="version">The version it was seen at.</param>
    /// <param name="officer">Account of the officer who moves it on.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>.</exception>
    public Task<Run> PlanAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.PlanRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Looks, asks the register where the kind needs it, and writes findings, and nothing else. What could not be looked at before is looked at again.</summary>
    /// <inheritdoc cref="PlanAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>.</exception>
    public Task<Run> DryRunAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.DryRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>A second person agrees to exactly what they were shown: to the digest, which the run shows once its dry run has ended.</summary>
    /// <param name="id">The run.</param>
    /// <param name="version">The version it was seen at.</param>
    /// <param name="approval">Who agrees, and to what.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>, <c>run_same_officer</c>, <c>run_payload_changed</c>.</exception>
    public Task<Run> ApproveAsync(Guid id, int version, RunApproval approval, CancellationToken cancellationToken = default) =>
        _api.ApproveRunAsync(id, approval, Calls.Tag(version), cancellationToken);

    /// <summary>Applies what the dry run found, as it was shown.</summary>
    /// <inheritdoc cref="PlanAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>, <c>run_approval_missing</c>, <c>run_payload_changed</c>.</exception>
    public Task<Run> StartAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.StartRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Stops a run within seconds, until it is resumed.</summary>
    /// <inheritdoc cref="PlanAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>.</exception>
    public Task<Run> PauseAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.PauseRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Lets a paused run go on where it stopped.</summary>
    /// <inheritdoc cref="PlanAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>.</exception>
    public Task<Run> ResumeAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.ResumeRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Ends a run; what it has applied stays, and can be undone.</summary>
    /// <inheritdoc cref="PlanAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>.</exception>
    public Task<Run> CancelAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.CancelRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Takes back what a run applied, except for what was changed since.</summary>
    /// <inheritdoc cref="PlanAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>run_not_in_state</c>, <c>run_changed</c>.</exception>
    public Task<Run> UndoAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.UndoRunAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>What a run found, masked.</summary>
    /// <param name="id">The run.</param>
    /// <param name="category">Only of this category; absent: of all.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public IAsyncEnumerable<RunFinding> FindingsAsync(Guid id, FindingCategory? category = null, CancellationToken cancellationToken = default) =>
        Pages.AllAsync<RunFindingPage, RunFinding>(
            (cursor, token) => _api.ListRunFindingsAsync(id, category is { } wanted ? HuesJson.Code(wanted) : null, cursor, token),
            page => (page.Items, page.Next),
            cancellationToken);

    /// <summary>Everything a run found, masked, as a CSV that a spreadsheet opens; written as it comes.</summary>
    /// <param name="id">The run.</param>
    /// <param name="target">Where to write it; not closed.</param>
    /// <param name="byteOrderMark">Begin with a byte-order mark, without which Excel guesses the encoding wrong.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    /// <exception cref="HuesUnreachableException"><c>torn_answer</c>: rows are missing at the end.</exception>
    public Task SaveDiffAsync(Guid id, Stream target, bool byteOrderMark = false, CancellationToken cancellationToken = default) =>
        _streams.SaveAsync($"/v1/runs/{id}/diff?bom={Flag(byteOrderMark)}", target, cancellationToken);

    /// <summary>How a run came out.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<RunReport> ReportAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReportRunAsync(id, cancellationToken);

    /// <summary>The same as a CSV that a spreadsheet opens, in the client's language.</summary>
    /// <inheritdoc cref="SaveDiffAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task SaveReportAsync(Guid id, Stream target, bool byteOrderMark = false, CancellationToken cancellationToken = default) =>
        _streams.SaveAsync($"/v1/runs/{id}/report?format=csv&bom={Flag(byteOrderMark)}", target, cancellationToken);

    /// <summary>The same as a page with charts, in both languages, whole in one file that loads nothing.</summary>
    /// <param name="id">The run.</param>
    /// <param name="target">Where to write it; not closed.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task SaveReportPageAsync(Guid id, Stream target, CancellationToken cancellationToken = default) =>
        _streams.SaveAsync($"/v1/runs/{id}/report?format=html", target, cancellationToken);

    /// <summary>Tells how far a run has come, whenever that changes, until it waits for a person or has ended. Each telling says everything; ending it changes nothing about the run.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    /// <exception cref="HuesUnreachableException"><c>torn_answer</c>: ask anew.</exception>
    public async IAsyncEnumerable<RunProgress> WatchAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"/v1/runs/{id}/progress");
        using var response = await _streams.SendAsync(message, cancellationToken);
        await foreach (var told in Streams.EventsAsync(response, cancellationToken))
            yield return Streams.Parse<RunProgress>(told);
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
