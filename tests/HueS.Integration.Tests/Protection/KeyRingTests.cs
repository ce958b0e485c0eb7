using HueS.Integration.Protection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Protection;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hues-keys-").FullName;

    private string Ring => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_key_ring_can_be_read_by_its_owner_only()
    {
        KeyRing.Create(Ring);

        KeyRing.Load(Ring).IndexKey.Length.ShouldBe(KeyRing.KeyBytes);
        File.GetUnixFileMode(Ring).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_key_ring_that_others_can_read_is_refused_with_what_to_do()
    {
        KeyRing.Create(Ring);
        File.SetUnixFileMode(Ring, File.GetUnixFileMode(Ring) | UnixFileMode.GroupRead);

        Should.Throw<KeyRingException>(() => KeyRing.Load(Ring)).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void A_key_ring_is_never_overwritten()
    {
        KeyRing.Create(Ring);

        Should.Throw<IOException>(() => KeyRing.Create(Ring));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"ActiveKeyId":"k9","WrappingKeys":{},"IndexKey":"AAAA"}""")]
    [InlineData("""{"ActiveKeyId":"k1","WrappingKeys":{"k1":"c2hvcnQ="},"IndexKey":"c2hvcnQ="}""")]
    public void A_damaged_key_ring_is_refused_without_quoting_it(string content)
    {
        File.WriteAllText(Ring, content);
        File.SetUnixFileMode(Ring, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var refusal = Should.Throw<KeyRingException>(() => KeyRing.Load(Ring));

        refusal.Message.ShouldContain("damaged");
        refusal.Message.ShouldNotContain("c2hvcnQ=");
    }
}
