using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HueS.Integration.Tests.Faults;

/// <summary>What is wrong with a certificate.</summary>
public enum Flaw
{
    None,
    Expired,
    WrongName,
    UnknownAuthority,
}

/// <summary>Ends TLS before a stub, with certificates of authorities of its own: the one it writes down is to be trusted, the other not.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly Uri _upstream;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<Flaw, X509Certificate2> _certificates;
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private CancellationTokenSource _changes = new();
    private X509Certificate2 _presented;

    /// <param name="upstream">Whom it stands before.</param>
    /// <param name="authorityFile">Where it writes the authority to be trusted.</param>
    public TlsFront(Uri upstream, string authorityFile)
    {
        _upstream = upstream;
        using var known = Authority("CN=Known");
        using var unknown = Authority("CN=Unknown");
        File.WriteAllText(authorityFile, known.ExportCertificatePem());
        _certificates = new Dictionary<Flaw, X509Certificate2>
        {
            [Flaw.None] = Issue(known, IPAddress.Loopback, expired: false),
            [Flaw.Expired] = Issue(known, IPAddress.Loopback, expired: true),
            [Flaw.WrongName] = Issue(known, IPAddress.Parse("127.0.0.9"), expired: false),
            [Flaw.UnknownAuthority] = Issue(unknown, IPAddress.Loopback, expired: false),
        };
        _presented = _certificates[Flaw.None];
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public int Connections { get; private set; }

    /// <summary>Shows this certificate from now on; connections that stand are ended.</summary>
    public async Task PresentAsync(Flaw flaw)
    {
        _presented = _certificates[flaw];
        var changes = _changes;
        _changes = new CancellationTokenSource();
        await changes.CancelAsync();
        await Task.WhenAll(_connections);
        changes.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _changes.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        foreach (var certificate in _certificates.Values)
            certificate.Dispose();
        _changes.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var caller = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Connections++;
                _connections.Add(ServeAsync(caller, _presented, _changes.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient caller, X509Certificate2 certificate, CancellationToken ended)
    {
        using (caller)
        {
            try
            {
                await using var secured = new SslStream(caller.GetStream());
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, ended);
                using var upstream = new TcpClient();
                await upstream.ConnectAsync(IPAddress.Loopback, _upstream.Port, ended);
                var stream = upstream.GetStream();
                await Task.WhenAny(secured.CopyToAsync(stream, ended), stream.CopyToAsync(secured, ended));
            }
            catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddYears(-1), now.AddYears(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, IPAddress name, bool expired)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Register", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(authority, now.AddDays(-2), expired ? now.AddDays(-1) : now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        // A key that lives in memory alone is not taken by every platform's TLS.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
