using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using HueS.Integration.Mocks;

namespace HueS.Integration.Tests.Mocks;

/// <summary>Asks the register's stub over HTTP, with nothing of the service between.</summary>
internal sealed class RegisterCaller(Uri address) : IDisposable
{
    public const string Verify = "XacThucThongTinCongDan";
    public const string LookUp = "TraCuuThongTinCongDan";
    public const string VitalStatus = "XacMinhTinhTrangChetMatTich";

    private const string Service = "r1/VN/GOV/000.00.00.G22/CSDLQGDC/";

    public HttpClient Http { get; } = new() { BaseAddress = address };

    public string Username { get; set; } = "hues-stub";

    public string SecretKey { get; set; } = "not-a-secret";

    public string Timestamp { get; set; } = "1767600000";

    public HashedAddress HashedAddress { get; set; } = HashedAddress.Full;

    public HttpRequestMessage Question(string operation, string key, string upstreamName, string birthDate)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, Service + operation));
        var hashed = HashedAddress == HashedAddress.Full ? request.RequestUri!.AbsoluteUri : request.RequestUri!.AbsolutePath;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed + Username + Timestamp + SecretKey)));
        request.Headers.Add("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{digest}")));
        request.Headers.Add("Timestamp", Timestamp);
        request.Headers.Add("X-Road-Client", "VN/GOV/H57/HUES");
        request.Headers.Add("X-Road-Id", "5a5a6c1e-0000-4000-8000-000000000001");
        var (number, birth) = (
            key.Length == 12 ? $"<dan:SoDinhDanh>{key}</dan:SoDinhDanh>" : $"<dan:SoCMND>{key}</dan:SoCMND>",
            birthDate.Length == 4
                ? $"<dan:Nam>{birthDate}</dan:Nam>"
                : $"<dan:NgayThangNam>{birthDate.Replace("-", "", StringComparison.Ordinal)}</dan:NgayThangNam>");
        var asked = $"""
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:dan="http://dancuquocgia.bca"><soapenv:Header/><soapenv:Body><dan:{operation}><dan:MaYeuCau>Q1</dan:MaYeuCau><dan:MaDVC>1.004194</dan:MaDVC><dan:MaTichHop>037</dan:MaTichHop><dan:MaCanBo>cb.000001</dan:MaCanBo><dan:MaDonVi>000.00.00.H57</dan:MaDonVi><dan:TaiKhoan/><dan:SoDienThoai/>{number}<dan:HoVaTen>{upstreamName}</dan:HoVaTen><dan:NgayThangNamSinh>{birth}</dan:NgayThangNamSinh></dan:{operation}></soapenv:Body></soapenv:Envelope>
            """;
        request.Content = new StringContent(asked, Encoding.UTF8, "text/xml");
        return request;
    }

    public HttpRequestMessage Question(string operation, Persona persona) =>
        Question(operation, persona.OldCard ?? persona.Number, persona.UpstreamName, persona.BirthDate);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Http.SendAsync(request, cancellationToken);

    /// <summary>What the SOAP body of a 200 holds.</summary>
    public async Task<XElement> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return XDocument.Parse(text).Root!.Elements().Single(element => element.Name.LocalName == "Body").Elements().Single();
    }

    public void Dispose() => Http.Dispose();

    /// <summary>Text of the one descendant of this name; <c>null</c> where there is none.</summary>
    public static string? Text(XElement payload, string name) =>
        payload.Descendants().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
}
