using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

public sealed class DossierAnswers(StubsFixture world) : IClassFixture<StubsFixture>, IDisposable
{
    private readonly HttpClient _http = Caller(world.Stubs);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Numbers => [.. Personas.All.SelectMany(persona => persona.Dossiers).Select(dossier => dossier.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_personas_dossier_has_the_flaw_the_list_says(string number)
    {
        var persona = Personas.All.Single(one => one.Dossiers.Any(dossier => dossier.Number == number));

        var dossier = await DossierAsync(number);

        var (holder, name, birth) = (Text(dossier, "MaDoiTuong"), Text(dossier, "ChuHoSo"), Text(dossier, "NgaySinh"));
        var (ownNumber, ownName) = (holder == persona.Number, name == persona.Name);
        var flaw = persona.Dossiers.Single(one => one.Number == number).Flaw;
        (flaw switch
        {
            DossierFlaw.None => ownNumber && ownName && birth == persona.BirthDate.Replace("-", "", StringComparison.Ordinal),
            DossierFlaw.NoNumber => holder.Length == 0,
            DossierFlaw.OldCard => holder == persona.OldCard && ownName,
            DossierFlaw.OtherNumber => holder.Length == 12 && !ownNumber && ownName,
            DossierFlaw.OtherName => ownNumber && !ownName,
            DossierFlaw.MarksLost => ownNumber && !ownName && Letters.Upstream(name) == persona.UpstreamName,
            DossierFlaw.Business => dossier.GetProperty("LoaiDoiTuong").GetInt32() == 2,
            DossierFlaw.YearOnly or DossierFlaw.NoBirthDate => false,
            _ => false,
        }).ShouldBeTrue(flaw.ToString());
    }

    [Fact]
    public async Task The_citys_dossiers_are_answered_too()
    {
        var dossier = world.City.Dossiers[0];

        var answered = await DossierAsync(dossier.Number);

        Text(answered, "ChuHoSo").ShouldBe(dossier.HolderName);
        Text(answered, "MaDoiTuong").ShouldBe(dossier.HolderNumber);
    }

    [Fact]
    public async Task An_unknown_dossier_is_told_in_the_envelope()
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>("api/dossiers/000.00.00.H57-240101-0001", Cancel);

        answer.GetProperty("error_code").GetInt32().ShouldBe(1);
        answer.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "another");

        using var response = await _http.GetAsync($"api/dossiers/{Personas.Plain.Dossiers[0].Number}", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    public void Dispose() => _http.Dispose();

    internal static HttpClient Caller(Stubs stubs) => new()
    {
        BaseAddress = stubs.DossiersAddress,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token") },
    };

    private async Task<JsonElement> DossierAsync(string number)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>($"api/dossiers/{number}", Cancel);
        answer.GetProperty("error_code").GetInt32().ShouldBe(0);
        return answer.GetProperty("data");
    }

    private static string Text(JsonElement dossier, string name) => dossier.GetProperty(name).GetString()!;
}
