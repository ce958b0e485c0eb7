using System.Text;
using System.Text.Json;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Load;

internal enum Target
{
    /// <summary>The stub of the register, asked as we would ask it.</summary>
    Register,

    /// <summary>The bare service, which is handed the register's question as it goes out.</summary>
    Floor,

    /// <summary>Our service.</summary>
    Service,
}

/// <summary>A request ready to be sent, and what its answer must hold.</summary>
internal sealed record Exchange(byte[] Request, byte[] Expected)
{
    /// <summary>One claim in so many is about a person nobody has: a service that says yes to everyone must not look fast.</summary>
    private const int WrongEvery = 16;

    public static IReadOnlyList<Exchange> All(Target target, string host, string purpose, string token) =>
        [.. Inhabitants.Plain.Select((citizen, at) => Of(target, host, purpose, token, citizen, isWrong: at % WrongEvery == WrongEvery - 1 && Inhabitants.HasOneSpelling(citizen)))];

    private static Exchange Of(Target target, string host, string purpose, string token, Citizen citizen, bool isWrong)
    {
        var birthDate = isWrong ? OtherDay(citizen.BirthDate) : citizen.BirthDate;
        return target switch
        {
            Target.Service => new Exchange(
                Post(host, "/v1/verifications", "application/json", $"Authorization: Bearer {token}\r\n", Claim(citizen, birthDate, purpose)),
                Encoding.UTF8.GetBytes(isWrong ? "\"outcome\":\"not_found\"" : "\"outcome\":\"verified\"")),
            Target.Register or Target.Floor => new Exchange(
                Post(host, Register.Questions.LookUpPath, "text/xml; charset=utf-8", "X-Road-Id: bench\r\n", Register.Questions.LookUp(citizen, birthDate, purpose)),
                Encoding.UTF8.GetBytes(isWrong ? "SoCongDan=\"0\"" : $"SoDinhDanh>{citizen.Number}<")),
            _ => throw new ArgumentOutOfRangeException(nameof(target)),
        };
    }

    private static string Claim(Citizen citizen, string birthDate, string purpose) =>
        JsonSerializer.Serialize(new
        {
            purpose,
            caseReference = "H57-2026/00001",
            officer = "cb.001",
            subject = new { number = citizen.Number, name = citizen.FullName, birthDate },
        });

    private static string OtherDay(string birthDate) => birthDate[..8] + (birthDate[8..] == "09" ? "08" : "09");

    private static byte[] Post(string host, string path, string contentType, string headers, string body)
    {
        var content = Encoding.UTF8.GetBytes(body);
        var head = $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {contentType}\r\nContent-Length: {content.Length}\r\n{headers}\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. content];
    }
}
