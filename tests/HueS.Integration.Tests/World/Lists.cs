using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.World;

/// <summary>Sends lists of people and waits for what becomes of them.</summary>
internal static class Lists
{
    public const string Path = "/v1/verification-batches";
    public const string Heading = "Số định danh,Họ và tên,Ngày sinh,Mã tham chiếu";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Row(Persona persona, string? reference = null) =>
        $"{persona.Number},{persona.Name},{Written(persona.BirthDate)},{reference}";

    /// <summary>As many rows as wanted, each another invented person the register does not know.</summary>
    public static IEnumerable<string> Strangers(int count, int from = 0) =>
        Enumerable.Range(from, count).Select(no => $"046190{no:000000},Nguyễn Văn Lạ,01/02/1990,");

    public static string Csv(params IEnumerable<string> rows) => string.Join("\r\n", rows.Prepend(Heading)) + "\r\n";

    public static Task<HttpResponseMessage> PostAsync(
        HttpClient caller,
        string file,
        string? format = null,
        string? key = null,
        string path = Path,
        object? request = null) =>
        PostAsync(caller, Encoding.UTF8.GetBytes(file), format, key, path, request);

    public static async Task<HttpResponseMessage> PostAsync(
        HttpClient caller,
        byte[] file,
        string? format = null,
        string? key = null,
        string path = Path,
        object? request = null)
    {
        using var form = Form(new ByteArrayContent(file), request ?? Asked(format));
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        return await caller.SendAsync(message, Cancellation);
    }

    public static MultipartFormDataContent Form(HttpContent file, object request)
    {
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return new MultipartFormDataContent
        {
            { JsonContent.Create(request), "request" },
            { file, "file", "danh-sach.csv" },
        };
    }

    public static object Asked(string? format = null) => new
    {
        purpose = TestService.Purpose,
        caseReference = "QD-12/2026",
        officer = "046188000777",
        format,
    };

    public static Task<HttpResponseMessage> PreviewAsync(HttpClient caller, string file, string? format = null) =>
        PostAsync(caller, file, path: $"{Path}:preview", request: new { format });

    public static async Task<VerificationBatch> SendAsync(HttpClient caller, string file, string? format = null, string? key = null)
    {
        using var response = await PostAsync(caller, file, format, key);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var batch = await TestService.ReadAsync<VerificationBatch>(response);
        response.Headers.Location!.ToString().ShouldBe($"{Path}/{batch.Id}");
        return batch;
    }

    public static async Task<VerificationBatch> ReadAsync(HttpClient caller, Guid id)
    {
        using var response = await caller.GetAsync($"{Path}/{id}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<VerificationBatch>(response);
    }

    public static Task<VerificationBatch> UntilAsync(HttpClient caller, Guid id, VerificationBatchState state) =>
        UntilAsync(caller, id, batch => batch.State == state);

    public static async Task<VerificationBatch> UntilAsync(HttpClient caller, Guid id, Func<VerificationBatch, bool> reached)
    {
        for (var look = 0; look < 600; look++)
        {
            var current = await ReadAsync(caller, id);
            if (reached(current))
                return current;
            await Task.Delay(100, Cancellation);
        }

        throw new TimeoutException("The list did not come so far within its bound.");
    }

    public static async Task<VerificationBatch> ChangeAsync(HttpClient caller, Guid id, string verb, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await caller.PostAsync($"{Path}/{id}/{verb}", null, Cancellation);
        response.StatusCode.ShouldBe(status);
        return status == HttpStatusCode.OK ? await TestService.ReadAsync<VerificationBatch>(response) : null!;
    }

    /// <summary>The results as bytes, for what stands in front of the first letter counts too.</summary>
    public static Task<byte[]> ResultsAsync(HttpClient caller, Guid id, string query = "") =>
        caller.GetByteArrayAsync($"{Path}/{id}/results{query}", Cancellation);

    public static async Task<string[][]> CellsAsync(HttpClient caller, Guid id, string query = "")
    {
        var text = Encoding.UTF8.GetString(await ResultsAsync(caller, id, query));
        text.ShouldEndWith("\r\n");
        return [.. text.TrimStart('\uFEFF').Split("\r\n")[1..^1].Select(line => line.Split(','))];
    }

    /// <summary>As Vietnamese lists write dates.</summary>
    private static string Written(string iso) => iso.Split('-') is [var year, var month, var day] ? $"{day}/{month}/{year}" : iso;
}
