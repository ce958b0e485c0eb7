using System.Globalization;
using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Reconciliations that are made by themselves at due times. Scope <c>runs</c>.</summary>
public sealed class Schedules
{
    private readonly IHuesApi _api;

    internal Schedules(IHuesApi api) => _api = api;

    /// <summary>Makes a schedule.</summary>
    /// <exception cref="HuesProblemException"><c>invalid_request</c>, <c>unknown_purpose</c>.</exception>
    public Task<Schedule> CreateAsync(ScheduleRequest request, CancellationToken cancellationToken = default) =>
        _api.CreateScheduleAsync(request, cancellationToken);

    /// <summary>Schedules the caller may see, newest first.</summary>
    public IAsyncEnumerable<Schedule> ListAsync(CancellationToken cancellationToken = default) =>
        Pages.AllAsync<SchedulePage, Schedule>(_api.ListSchedulesAsync, page => (page.Items, page.Next), cancellationToken);

    /// <summary>How a schedule stands, and when it comes due next.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<Schedule> ReadAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadScheduleAsync(id, cancellationToken);

    /// <summary>Gives a schedule other terms, all of them. Whoever changes it answers for it from then on.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="version">The version it was seen at.</param>
    /// <param name="request">The terms, as they are to be.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>schedule_changed</c>, <c>invalid_request</c>, <c>unknown_purpose</c>.</exception>
    public Task<Schedule> ChangeAsync(Guid id, int version, ScheduleRequest request, CancellationToken cancellationToken = default) =>
        _api.ChangeScheduleAsync(id, request, Calls.Tag(version), cancellationToken);

    /// <summary>Lets a schedule make nothing until it is resumed.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="version">The version it was seen at.</param>
    /// <param name="officer">Account of the officer who does it.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>schedule_not_in_state</c>, <c>schedule_changed</c>.</exception>
    public Task<Schedule> PauseAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.PauseScheduleAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Lets a paused schedule make runs again; the latest time it missed within 24 hours is made up for.</summary>
    /// <inheritdoc cref="PauseAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>schedule_not_in_state</c>, <c>schedule_changed</c>.</exception>
    public Task<Schedule> ResumeAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.ResumeScheduleAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>Ends a schedule; the runs it has made stay.</summary>
    /// <inheritdoc cref="PauseAsync" path="/param"/>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>schedule_changed</c>.</exception>
    public Task<Schedule> RemoveAsync(Guid id, int version, string officer, CancellationToken cancellationToken = default) =>
        _api.RemoveScheduleAsync(id, new RunOfficer(officer), Calls.Tag(version), cancellationToken);

    /// <summary>When a schedule comes due, from now on by the service's clock.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="count">1 to 100 times; 10 where it is left out.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>invalid_request</c>.</exception>
    public Task<ScheduleTimes> NextAsync(Guid id, int? count = null, CancellationToken cancellationToken = default) =>
        _api.ReadScheduleTimesAsync(id, count?.ToString(CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>What became of due times, latest first.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public IAsyncEnumerable<Occurrence> OccurrencesAsync(Guid id, CancellationToken cancellationToken = default) =>
        Pages.AllAsync<OccurrencePage, Occurrence>(
            (cursor, token) => _api.ListOccurrencesAsync(id, cursor, token), page => (page.Items, page.Next), cancellationToken);
}
