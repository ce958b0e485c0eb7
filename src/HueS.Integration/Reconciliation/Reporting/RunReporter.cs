using HueS.Integration.Audit;
using Npgsql;

namespace HueS.Integration.Reconciliation.Reporting;

/// <summary>Puts together how a run came out. It shows nobody: people are counted.</summary>
internal sealed class RunReporter(RunStore runs, RunItemStore items, ChangeStore changes, IntentLog intents)
{
    private const int Stretches = 24;
    private const int AtOnce = 5_000;

    // Their questions are looked up one by one: more would keep whoever asks waiting.
    private const int MostAskedAbout = 50_000;

    public async Task<RunOutcome> ReadAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        var previous = await runs.FindPreviousAsync(connection, run, cancellationToken);
        return new RunOutcome(
            run,
            await items.CountAsync(connection, run.Id, cancellationToken),
            await items.CountNotLookedAtAsync(connection, run.Id, cancellationToken),
            await changes.ListKeptAsync(connection, run.Id, cancellationToken),
            await TimelineAsync(connection, run, cancellationToken),
            previous,
            previous is null ? [] : await items.CountAsync(connection, previous.Id, cancellationToken));
    }

    private async Task<IReadOnlyList<RunStretch>> TimelineAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        var timeline = await items.TimelineAsync(connection, run.Id, Stretches, cancellationToken);
        if (timeline.Count == 0 || run.Counts.Checked > MostAskedAbout)
            return timeline;
        var looks = timeline.ConvertAll(_ => new List<(long Questions, TimeSpan Took)>());
        Guid? after = null;
        while (await items.ListLookedAtAsync(connection, run.Id, after, AtOnce, cancellationToken) is { Count: > 0 } page)
        {
            var ended = page.ToDictionary(look => look.Id, look => look.CheckedAt);
            foreach (var (id, first, questions) in await intents.CountAsync(connection, ended.Keys, cancellationToken))
                looks[PlaceOf(ended[id], timeline)].Add((questions, ended[id] - first));
            after = page[^1].Id;
        }

        return [.. timeline.Zip(looks, (stretch, ended) => stretch with { Asked = new Asked(ended.Sum(look => look.Questions), Median(ended)) })];
    }

    private static int PlaceOf(DateTimeOffset moment, List<RunStretch> timeline) =>
        Math.Clamp((int)((moment - timeline[0].From) / timeline[0].Length), 0, timeline.Count - 1);

    private static TimeSpan? Median(List<(long Questions, TimeSpan Took)> ended) =>
        ended.Count == 0 ? null : ended.Select(look => look.Took).Order().ElementAt(ended.Count / 2);
}
