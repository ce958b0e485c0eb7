using CsCheck;
using HueS.Integration.Protection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Protection;

public sealed class PairwiseIdsTests : IDisposable
{
    private static readonly Gen<Guid> OurIds = Gen.Long[0, 4_000_000_000_000].Select(at => Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(at)));

    private readonly string _folder = Directory.CreateTempSubdirectory("hues-pairwise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_client_was_shown_is_read_back_and_is_always_the_same()
    {
        var (ids, again) = (new PairwiseIds(Ring()), new PairwiseIds(Ring()));

        OurIds.Sample(
            id =>
            {
                var shown = ids.Show("portal", id);
                (again.Show("portal", id), again.Read("portal", shown)).ShouldBe((shown, id));
            },
            iter: 200);
    }

    [Fact]
    public void Two_clients_are_shown_others_and_neither_can_use_the_others()
    {
        var ids = new PairwiseIds(Ring());

        OurIds.Sample(
            id =>
            {
                var (one, other) = (ids.Show("portal", id), ids.Show("kiosk", id));
                one.ShouldNotBe(other);
                ids.Read("kiosk", one).ShouldNotBe(id);
            },
            iter: 200);
    }

    [Fact]
    public void What_is_shown_is_a_uuid_of_its_own_version_and_never_ours()
    {
        var ids = new PairwiseIds(Ring());

        OurIds.Sample(
            id =>
            {
                var shown = ids.Show("portal", id);
                (shown.Version, shown.Variant is >= 8 and <= 11).ShouldBe((8, true));
            },
            iter: 200);
    }

    [Fact]
    public void One_of_our_own_ids_leads_to_nobody()
    {
        var ids = new PairwiseIds(Ring());

        ids.Read("portal", Guid.CreateVersion7()).ShouldBeNull();
        ids.Read("portal", Guid.Empty).ShouldBeNull();
        Should.Throw<ArgumentException>(() => ids.Show("portal", ids.Show("portal", Guid.CreateVersion7())));
    }

    /// <summary>The wrapping keys of a ring are replaced; what clients hold must outlive that.</summary>
    [Fact]
    public void New_wrapping_keys_change_no_clients_id()
    {
        var id = Guid.CreateVersion7();
        var before = new PairwiseIds(Ring()).Show("portal", id);
        var path = Path.Combine(_folder, "keys.json");
        var ring = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        ring["WrappingKeys"]!["k2"] = Convert.ToBase64String(new byte[32]);
        ring["ActiveKeyId"] = "k2";
        File.WriteAllText(path, ring.ToJsonString());

        new PairwiseIds(Ring()).Show("portal", id).ShouldBe(before);
    }

    [Fact]
    public void Another_key_ring_shows_other_ids()
    {
        var id = Guid.CreateVersion7();
        var other = Path.Combine(_folder, "other.json");
        KeyRing.Create(other);

        new PairwiseIds(KeyRing.Load(other)).Show("portal", id).ShouldNotBe(new PairwiseIds(Ring()).Show("portal", id));
    }

    private KeyRing Ring()
    {
        var path = Path.Combine(_folder, "keys.json");
        if (!File.Exists(path))
            KeyRing.Create(path);
        return KeyRing.Load(path);
    }
}
