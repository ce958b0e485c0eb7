using System.Globalization;
using System.Text;
using HueS.Integration.Benchmarks.Load;

namespace HueS.Integration.Benchmarks.Register;

/// <summary>
/// The register as bare as it can be: no routes, no log, every answer written beforehand. WireMock would be what is measured
/// otherwise.
/// </summary>
internal static class RegisterStub
{
    public const string CountPath = "/count";

    private const int LargestQuestion = 16 * 1024;

    public static async Task<int> ServeAsync(string[] arguments)
    {
        var delay = TimeSpan.FromMilliseconds(int.Parse(arguments[0], CultureInfo.InvariantCulture));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        var answers = new PreparedAnswers(Inhabitants.City);
        long asked = 0;
        app.Run(async context =>
        {
            if (context.Request.Path == CountPath)
            {
                await context.Response.WriteAsync(Interlocked.Read(ref asked).ToString(CultureInfo.InvariantCulture));
                return;
            }

            Interlocked.Increment(ref asked);
            var question = new byte[LargestQuestion];
            var length = await ReadAsync(context.Request.Body, question);
            var operation = context.Request.Path.Value!.AsSpan(context.Request.Path.Value!.LastIndexOf('/') + 1);
            var answer = answers.For(operation, question.AsSpan(0, length));
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay);
            context.Response.Headers["X-Road-Id"] = context.Request.Headers["X-Road-Id"];
            context.Response.ContentType = "text/xml; charset=utf-8";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer);
        });
        await Child.ServeAsync(app);
        return 0;
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] question)
    {
        var length = 0;
        while (length < question.Length && await body.ReadAsync(question.AsMemory(length)) is > 0 and var read)
            length += read;
        return length;
    }
}
