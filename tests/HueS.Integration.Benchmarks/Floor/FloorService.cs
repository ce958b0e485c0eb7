using System.Globalization;
using HueS.Integration.Benchmarks.Register;
using Npgsql;

namespace HueS.Integration.Benchmarks.Floor;

/// <summary>
/// The least anything can do that asks the register and keeps what it asked and what came of it: one HTTP call, one grouped
/// commit of two rows, the answer after the commit.
/// </summary>
internal static class FloorService
{
    /// <summary>
    /// The two rows whoever does this has to keep, with what they are found by: that something was asked, and what came of it.
    /// </summary>
    public const string Tables = """
        create table asked (
          id uuid primary key,
          at timestamptz not null default clock_timestamp(),
          request_id text not null unique,
          case_id uuid not null,
          client_id text not null,
          kept bytea not null);
        create index asked_case on asked (case_id);
        create table answered (
          id uuid primary key,
          at timestamptz not null default clock_timestamp(),
          transaction_id xid8 not null default pg_current_xact_id(),
          case_id uuid not null,
          client_id text not null,
          kept bytea not null);
        create index answered_case on answered (case_id, at);
        """;

    private const int KeptBytes = 160;

    /// <param name="arguments">The database, then the register.</param>
    public static async Task<int> ServeAsync(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var source = NpgsqlDataSource.Create(arguments[0]);
        await using var inserts = new GroupedInserts(source);
        using var register = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        var address = new Uri(new Uri(arguments[1]), Questions.LookUpPath);
        var app = builder.Build();
        app.Run(async context =>
        {
            using var content = new StreamContent(context.Request.Body);
            content.Headers.Add("Content-Type", "text/xml; charset=utf-8");
            content.Headers.ContentLength = context.Request.ContentLength;
            using var question = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            question.Headers.Add("X-Road-Id", context.TraceIdentifier);
            using var response = await register.SendAsync(question);
            var answer = await response.Content.ReadAsByteArrayAsync();
            await inserts.AddAsync(answer[..Math.Min(KeptBytes, answer.Length)]);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = "text/xml; charset=utf-8";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
        await Child.ServeAsync(app);
        return 0;
    }

    public static string PgBenchScript { get; } = string.Create(CultureInfo.InvariantCulture, $"""
        with a as (
          insert into asked (id, request_id, case_id, client_id, kept)
          values (gen_random_uuid(), gen_random_uuid()::text, gen_random_uuid(), 'portal', decode(repeat('5a', {KeptBytes}), 'hex')))
        insert into answered (id, case_id, client_id, kept)
        values (gen_random_uuid(), gen_random_uuid(), 'portal', decode(repeat('5a', {KeptBytes}), 'hex'));

        """);
}
