using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>
/// The register's door: the platform's checks, the digest, the order of the elements; then the personas in WireMock, or the
/// city.
/// </summary>
internal static class RegisterDoor
{
    private const string Platform = "/r1";

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    public static RequestDelegate Build(StubOptions options, MappingFiles files, RequestDelegate wireMock)
    {
        return async context =>
        {
            var path = context.Request.Path.Value ?? "";
            if (!path.StartsWith(Platform, StringComparison.Ordinal))
            {
                await wireMock(context);
                return;
            }

            if (string.IsNullOrEmpty(context.Request.Headers["X-Road-Client"]))
            {
                await RoadError.WriteAsync(context, "Client.BadRequest", "X-Road-Client is missing.", context.RequestAborted);
                return;
            }

            if (!DigestCheck.Passes(context.Request, options))
            {
                await Answers.WrapperAsync(
                    context, StatusCodes.Status401Unauthorized, "001", "Xác thực không hợp lệ.", context.RequestAborted);
                return;
            }

            Answers.Echo(context);
            var operation = path[(path.LastIndexOf('/') + 1)..];
            var (question, wrong) = await RegisterQuestion.ReadAsync(context.Request.Body, operation, context.RequestAborted);
            context.Request.Body.Position = 0;
            if (question is null)
                await Answers.XmlAsync(context, StatusCodes.Status500InternalServerError, Fault(wrong));
            else if (options.City is not { } city || files.Keys.Contains(question.Key))
                await wireMock(context);
            else
                await Answers.XmlAsync(context, StatusCodes.Status200OK, new CityRegister(city).Answer(operation, question));
        };
    }

    private static XElement Fault(string text) => new(
        Soap + "Envelope",
        new XAttribute(XNamespace.Xmlns + "env", Soap),
        new XElement(
            Soap + "Body",
            new XElement(Soap + "Fault", new XElement("faultcode", "env:Client"), new XElement("faultstring", text))));
}
