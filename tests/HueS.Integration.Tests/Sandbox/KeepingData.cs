using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Demo;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Sandbox;

/// <summary>What the data folder carries from one start to the next.</summary>
public sealed class KeepingData : IDisposable
{
    private readonly DataFolder _folder = new(Path.Combine(Folders.Cache(), $"keep-{Guid.CreateVersion7():N}"[..17]));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_whose_keys_are_gone_is_refused_and_gets_no_new_ones()
    {
        await using (await StartAsync())
            Folders.ModeOf(_folder.KeyRing).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(_folder.KeyRing);

        await Should.ThrowAsync<SandboxException>(StartAsync);

        File.Exists(_folder.KeyRing).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unfinished_run_is_taken_up_and_a_finished_one_followed_by_other_claims()
    {
        var (first, resumed) = await DemoRun.LoadAsync(_folder, Arguments.Parse(["demo"]), Cancellation);
        await first.SaveAsync(_folder, Cancellation);
        var (again, resumedAgain) = await DemoRun.LoadAsync(_folder, Arguments.Parse(["demo", "--seed", "9"]), Cancellation);
        await (again with { Finished = true }).SaveAsync(_folder, Cancellation);

        var (next, resumedNext) = await DemoRun.LoadAsync(_folder, Arguments.Parse(["demo"]), Cancellation);

        (resumed, resumedAgain, resumedNext).ShouldBe((false, true, false));
        again.ShouldBe(first);
        next.Id.ShouldNotBe(first.Id);
        next.Seed.ShouldBe(first.Seed + 1);
    }

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    private Task<RunningSandbox> StartAsync() =>
        RunningSandbox.StartAsync(_folder, port: 0, Arguments.UsualRoutes, records: null, _ => { }, Cancellation);
}
