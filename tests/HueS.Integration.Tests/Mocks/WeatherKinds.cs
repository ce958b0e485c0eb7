using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

public sealed class WeatherKinds : IAsyncLifetime
{
    private Stubs _stubs = null!;
    private RegisterCaller _register = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Weather Weather => _stubs.Population.Weather;

    public async ValueTask InitializeAsync()
    {
        _stubs = await Stubs.StartAsync(new StubOptions { City = City.Generate(50, 1) }, Cancel);
        _register = new RegisterCaller(_stubs.PopulationAddress);
    }

    [Fact]
    public async Task Down_is_503_for_everything_and_up_brings_the_weather_before_it_back()
    {
        Weather.Refusing("004").Down(retryAfter: TimeSpan.FromSeconds(7));

        using var down = await AskAsync();
        Weather.Up();
        using var up = await AskAsync();

        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        down.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        up.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await up.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"error_code\":\"004\"");
    }

    [Fact]
    public async Task A_black_hole_never_answers_and_lets_go_at_the_end()
    {
        Weather.BlackHole();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        impatient.CancelAfter(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(
            _register.SendAsync(_register.Question(RegisterCaller.Verify, Personas.Plain), impatient.Token));

        var patient = AskAsync();
        await Eventually(() => _stubs.Population.Requests.Of(RegisterCaller.Verify) == 2);
        await _stubs.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(patient);
    }

    [Fact]
    public async Task Flaky_strikes_its_share_and_the_same_requests_each_run()
    {
        var first = await StruckAsync();
        var second = await StruckAsync();

        first.Count(struck => struck).ShouldBeInRange(20, 60);
        second.ShouldBe(first);

        async Task<List<bool>> StruckAsync()
        {
            Weather.Set([new Fault(FaultKind.Flaky, 0.4)], seed: 7);
            var struck = new List<bool>();
            for (var asked = 0; asked < 100; asked++)
            {
                using var response = await AskCityAsync();
                struck.Add(response.StatusCode == HttpStatusCode.ServiceUnavailable);
            }

            return struck;
        }
    }

    [Fact]
    public async Task Slow_comes_late_on_top_of_other_faults()
    {
        Weather.Slow(TimeSpan.FromMilliseconds(400)).Flaky(1);
        var watch = Stopwatch.StartNew();

        using var response = await AskAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(390));
    }

    [Fact]
    public async Task Dripping_gives_the_whole_body_in_the_end()
    {
        Weather.Dripping(TimeSpan.FromMilliseconds(600));
        var watch = Stopwatch.StartNew();

        using var response = await _register.Http.SendAsync(
            _register.Question(RegisterCaller.Verify, Personas.Plain), HttpCompletionOption.ResponseHeadersRead, Cancel);
        var head = watch.Elapsed;
        var body = await response.Content.ReadAsStringAsync(Cancel);

        body.ShouldEndWith("</env:Envelope>");
        (watch.Elapsed - head).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task Resetting_breaks_the_connection_inside_the_body()
    {
        Weather.Resetting();

        var broken = await Should.ThrowAsync<HttpRequestException>(AskAsync());

        broken.GetBaseException().ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Truncated_is_half_a_body_in_a_whole_answer()
    {
        using var whole = await AskAsync();
        Weather.Truncated();
        using var half = await AskAsync();

        var (expected, text) = (await whole.Content.ReadAsStringAsync(Cancel), await half.Content.ReadAsStringAsync(Cancel));
        half.StatusCode.ShouldBe(HttpStatusCode.OK);
        expected.ShouldStartWith(text);
        text.Length.ShouldBe(expected.Length / 2);
    }

    [Theory]
    [InlineData(Lie.Page, "text/html", "<!DOCTYPE html>")]
    [InlineData(Lie.MislabelledPage, "text/xml", "<!DOCTYPE html>")]
    [InlineData(Lie.MislabelledFormat, "text/xml", "{")]
    public async Task Lying_is_200_with_the_wrong_thing_inside(Lie lie, string mediaType, string start)
    {
        Weather.Lying(lie);

        using var response = await AskAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldStartWith(start);
    }

    [Fact]
    public async Task Throttled_is_429_with_a_time_to_come_back()
    {
        Weather.Throttled(TimeSpan.FromHours(1));

        using var response = await AskAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_platform_error_says_who_speaks()
    {
        Weather.PlatformError("Server.ClientProxy.NetworkError");

        using var response = await AskAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.GetValues("X-Road-Error").ShouldBe(["Server.ClientProxy.NetworkError"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Oversized_has_at_least_the_length_asked_for()
    {
        Weather.Oversized(bytes: 3 << 20);

        using var response = await AskAsync();

        (await response.Content.ReadAsByteArrayAsync(Cancel)).Length.ShouldBeGreaterThanOrEqualTo(3 << 20);
    }

    [Fact]
    public async Task The_admin_route_reads_and_changes_the_weather()
    {
        var route = new Uri(_stubs.PopulationAddress, "__weather");
        using var put = await _register.Http.PutAsync(
            route, Json("""{"seed":3,"faults":[{"kind":"platform-error","share":1},{"kind":"slow","share":0.5,"seconds":0.01}]}"""), Cancel);
        var read = await _register.Http.GetStringAsync(route, Cancel);
        using var struck = await AskAsync();
        using var cleared = await _register.Http.PutAsync(route, Json("""{"faults":[]}"""), Cancel);
        using var clear = await AskAsync();

        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.ShouldBe("""{"faults":[{"kind":"platform-error","share":1},{"kind":"slow","share":0.5,"seconds":0.01}]}""");
        struck.Headers.Contains("X-Road-Error").ShouldBeTrue();
        clear.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"faults":[{"kind":"hail"}]}""")]
    [InlineData("""{"faults":[{"kind":"flaky","share":1.5}]}""")]
    [InlineData("""{"faults":[{"kind":"flaky","share":0.6},{"kind":"resetting","share":0.6}]}""")]
    [InlineData("""{"falts":[]}""")]
    [InlineData("""{}""")]
    [InlineData("rain")]
    public async Task Weather_that_cannot_be_is_refused_with_a_sentence(string forecast)
    {
        using var response = await _register.Http.PutAsync(new Uri(_stubs.PopulationAddress, "__weather"), Json(forecast), Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Cancel))!["error"].ShouldNotBeEmpty();
        Weather.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_are_counted_whatever_becomes_of_them()
    {
        using var heard = await AskAsync();
        Weather.Down();
        using var struck = await AskAsync();

        await Eventually(() => _stubs.Population.Requests.Seen.Count == 2);
        var requests = _stubs.Population.Requests;
        requests.Total.ShouldBe(2);
        requests.Of(RegisterCaller.Verify).ShouldBe(2);
        requests.RequestIds.ShouldBe(["Q1", "Q1"]);
        requests.About(Personas.Plain.Number).ShouldBe(2);
        requests.Seen.Select(request => request.Fault).ShouldBe([null, FaultKind.Down]);
    }

    [Fact]
    public async Task The_dossiers_have_a_sky_of_their_own()
    {
        _stubs.Dossiers.Weather.Down();
        using var dossiers = DossierAnswers.Caller(_stubs);

        using var down = await dossiers.GetAsync($"api/dossiers/{Personas.Plain.Dossiers[0].Number}", Cancel);
        using var up = await AskAsync();

        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        up.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        _register.Dispose();
        await _stubs.DisposeAsync();
    }

    private Task<HttpResponseMessage> AskAsync() =>
        _register.SendAsync(_register.Question(RegisterCaller.Verify, Personas.Plain), Cancel);

    private Task<HttpResponseMessage> AskCityAsync() =>
        _register.SendAsync(_register.Question(RegisterCaller.Verify, "046190000001", "AI", "1990"), Cancel);

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static async Task Eventually(Func<bool> condition)
    {
        for (var tries = 0; !condition() && tries < 500; tries++)
            await Task.Delay(10, Cancel);
        condition().ShouldBeTrue();
    }
}
