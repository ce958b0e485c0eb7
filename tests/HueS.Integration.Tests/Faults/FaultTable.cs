using System.Reflection;
using HueS.Integration.Tests.Server;
using HueS.Integration.Tests.Storage;
using HueS.Integration.Tests.Upstreams;
using HueS.Integration.Tests.Upstreams.Routes;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>Every fault that is promised to be survived, what brings it about here, and the test that holds the promise.</summary>
public sealed class FaultTable
{
    private const string Weather = "WireMock weather";
    private const string Scripted = "scripted socket server";
    private const string Proxy = "TCP fault proxy";
    private const string Kill = "kill -9";
    private const string Locks = "locks held by another session";

    private static readonly Row[] Upstream =
    [
        new("500, 502, 504", Scripted, typeof(Pipelines), nameof(Pipelines.An_upstream_in_trouble_is_asked_three_times_at_most)),
        new("total failure", Scripted, typeof(Pipelines), nameof(Pipelines.At_total_failure_retries_add_at_most_a_tenth)),
        new("503, 429 with Retry-After 1 s", Scripted, typeof(Pipelines), nameof(Pipelines.A_short_wait_that_was_asked_for_is_waited_and_then_answered)),
        new("429 with Retry-After 3600", Scripted, typeof(Pipelines), nameof(Pipelines.A_wait_that_does_not_fit_stops_at_once_and_nobody_asks_in_the_meantime)),
        new("dripped body", Scripted, typeof(TransportFaults), nameof(TransportFaults.A_dripped_body_is_cut_by_the_attempts_time_out)),
        new("hang before headers", Scripted, typeof(TransportFaults), nameof(TransportFaults.A_register_that_never_answers_is_cut_by_the_attempts_time_out)),
        new("other routes live on", Scripted, typeof(Failovers), nameof(Failovers.A_route_that_hangs_leaves_the_next_one_time_to_answer)),
        new("reset, truncation in mid-body", Scripted, typeof(TransportFaults), nameof(TransportFaults.A_reset_or_truncation_in_mid_body_is_retried)),
        new("black hole, half-open, slow drip, resets", $"{Weather}, {Proxy}", typeof(ShortForm), nameof(ShortForm.A_fault_turns_no_answer_round_and_loses_and_doubles_none)),
        new("truncated, duplicated, mistyped, nested, BOM, UTF-16, NUL, entities, DTDs", "mutator", typeof(SpoiledAnswers), nameof(SpoiledAnswers.However_an_answer_is_spoiled_nothing_crashes_nobody_is_verified_by_it_and_no_error_names_anyone)),
        new("HTML page with 200, wrong content type", Scripted, typeof(HostileAnswers), nameof(HostileAnswers.It_is_a_protocol_error)),
        new("400 MB body", Scripted, typeof(TransportFaults), nameof(TransportFaults.A_body_without_end_is_refused_at_the_limit)),
        new("TLS expired, wrong name, unknown authority", "certificates of our own authorities", typeof(Certificates), nameof(Certificates.A_certificate_that_does_not_hold_is_no_answer_and_is_not_tried_again)),
        new("TLS: one alert", "self-signed certificate", typeof(TransportFaults), nameof(TransportFaults.An_untrusted_certificate_fails_closed_without_retries_and_with_one_alert)),
        new("platform error", Weather, typeof(OutageTests), nameof(OutageTests.An_outage_is_pending_and_never_an_answer)),
        new("another citizen's data", "persona", typeof(OutageTests), nameof(OutageTests.Another_citizens_data_is_no_outcome_and_stops_the_route_until_an_operator_releases_it)),
        new("brown-out for an hour", Weather, typeof(ShortHours), nameof(ShortHours.Whatever_lasts_for_an_hour_is_settled_by_a_quarter_of_an_hours_quota)),
        new("back after an hour's outage", Weather, typeof(ShortHours), nameof(ShortHours.Whatever_lasts_for_an_hour_is_settled_by_a_quarter_of_an_hours_quota)),
        new("back after an outage", Weather, typeof(OutageTests), nameof(OutageTests.When_the_register_is_back_the_deferred_check_settles_by_itself)),
    ];

    private static readonly Row[] Database =
    [
        new("kill -9 in mid-transaction", $"{Kill} of PostgreSQL and of a node", typeof(ShortForm), nameof(ShortForm.A_fault_turns_no_answer_round_and_loses_and_doubles_none)),
        new("failover to a synchronous standby", "promotion, and the old primary's return", typeof(Failover), nameof(Failover.A_promoted_standby_has_every_acknowledged_write_and_the_old_primary_takes_none_when_it_returns)),
        new("data volume full", "small tmpfs where root, elsewhere a table that says the same", typeof(FullVolume), nameof(FullVolume.A_full_volume_is_503_tells_nothing_and_loses_nothing_that_was_acknowledged)),
        new("WAL volume full", "small tmpfs where root, elsewhere a folder that takes no new file", typeof(FullVolume), nameof(FullVolume.A_full_volume_of_the_log_is_503_tells_nothing_and_loses_nothing_that_was_acknowledged)),
        new("pool exhausted", "one connection, held", typeof(DatabaseTests), nameof(DatabaseTests.A_full_pool_of_callers_leaves_probes_and_work_their_own_connections)),
        new("no answer in time: 503", Locks, typeof(OutageTests), nameof(OutageTests.A_database_that_cannot_answer_is_503_and_nothing_is_kept_or_asked)),
        new("deadlock", "two units that lock each other", typeof(HeldLocks), nameof(HeldLocks.Two_units_that_lock_each_other_both_take_effect_once)),
        new("serialization failure", "raised in the unit", typeof(DatabaseTests), nameof(DatabaseTests.A_serialization_failure_runs_the_whole_unit_again_and_its_effect_happens_once)),
        new("a stall in a transaction", Locks, typeof(HeldLocks), nameof(HeldLocks.Whoever_stalls_in_a_transaction_is_cut_off_and_keeps_nobody_waiting)),
        new("long lock, long statement", Locks, typeof(DatabaseTests), nameof(DatabaseTests.A_long_lock_and_a_long_statement_are_cut_by_the_server)),
    ];

    private static readonly Row[] Service =
    [
        new("kill -9 in mid-run, three nodes racing, a node stalled past its lease", $"{Kill}, SIGSTOP, more nodes", typeof(ShortForm), nameof(ShortForm.A_fault_turns_no_answer_round_and_loses_and_doubles_none)),
        new("a late holder", "a lease that ran out", typeof(WorkQueueTests), nameof(WorkQueueTests.A_holder_that_stalled_past_its_lease_changes_nothing)),
        new("poison item", "a claim nobody can read", typeof(OutageTests), nameof(OutageTests.A_poison_check_goes_to_a_person_after_three_failures_and_the_others_are_worked_off)),
        new("SIGTERM under load", "SIGTERM", typeof(ShortForm), nameof(ShortForm.A_fault_turns_no_answer_round_and_loses_and_doubles_none)),
        new("readiness turns red first", "a stop while a request is in flight", typeof(Operations), nameof(Operations.A_stopping_node_turns_unready_first_and_completes_what_is_in_flight)),
        new("same Idempotency-Key again", "the same request", typeof(IdempotencyTests), nameof(IdempotencyTests.The_same_key_again_is_one_effect_and_one_answer)),
        new("same Idempotency-Key after a crash", $"{Kill} of PostgreSQL and of a node", typeof(ShortForm), nameof(ShortForm.A_fault_turns_no_answer_round_and_loses_and_doubles_none)),
        new("same Idempotency-Key in parallel", "the same request", typeof(IdempotencyTests), nameof(IdempotencyTests.The_same_key_in_parallel_is_one_effect_and_one_answer)),
        new("same Idempotency-Key, another body", "another request", typeof(IdempotencyTests), nameof(IdempotencyTests.The_same_key_with_another_body_is_refused)),
        new("same Idempotency-Key, another client", "another client", typeof(IdempotencyTests), nameof(IdempotencyTests.Another_clients_key_is_another_key)),
        new("27 MB JSON", "a large body", typeof(HeavyCallers), nameof(HeavyCallers.A_body_of_27_MB_is_refused_without_being_kept)),
        new("a long file", "rows made as they are sent", typeof(BatchMemory), nameof(BatchMemory.A_long_list_is_taken_in_read_and_downloaded_without_being_held)),
        new("1,500 slow clients", "sockets that never finish", typeof(HeavyCallers), nameof(HeavyCallers.Fifteen_hundred_callers_that_never_finish_their_headers_keep_no_one_else_waiting)),
    ];

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in (Row[])[.. Upstream, .. Database, .. Service])
            rows.Add(row.Fault, row.Class.FullName!, row.Test);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_fault_is_held_by_a_test_that_runs(string fault, string className, string test)
    {
        var method = typeof(FaultTable).Assembly.GetType(className).ShouldNotBeNull(fault).GetMethod(test).ShouldNotBeNull(fault);

        // A theory is a fact too.
        method.GetCustomAttribute<FactAttribute>().ShouldNotBeNull(fault).Skip.ShouldBeNull(fault);
    }

    private sealed record Row(string Fault, string Injector, Type Class, string Test)
    {
        public override string ToString() => $"{Fault}: {Injector}";
    }
}
