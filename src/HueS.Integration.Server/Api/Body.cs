using System.Net.Mime;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace HueS.Integration.Server.Api;

/// <summary>A request body, read strictly. An endpoint that takes one only ever sees a body that fits its type.</summary>
internal sealed class Body<T> : IBody, IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? value;

    private Body(T value) => this.value = value;

    private Body(ProblemAnswer refusal) => Refusal = refusal;

    public T Value => value ?? throw new InvalidOperationException(
        "This body was refused. Map the endpoint inside ServerHost.MapApi, whose filter answers before the endpoint runs.");

    public ProblemAnswer? Refusal { get; }

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!IsJson(context.Request))
            return new Body<T>(new ProblemAnswer(ProblemTypes.UnsupportedMediaType));

        try
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return Read(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
        catch (JsonException)
        {
            return new Body<T>(new ProblemAnswer(ProblemTypes.MalformedJson));
        }
        catch (BadHttpRequestException refused)
        {
            return new Body<T>(Problems.For(refused));
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypeNames.Application.Json], typeof(T)));

    private static Body<T> Read(ReadOnlySpan<byte> utf8)
    {
        var type = ApiJson.TypeInfo<T>();
        var errors = StrictJson.Check(utf8, type);
        if (errors.Count > 0)
            return new Body<T>(ProblemAnswer.Invalid(errors));
        return new Body<T>(JsonSerializer.Deserialize(utf8, type) ?? throw new JsonException());
    }

    /// <summary>RFC 8259 knows no other charset than UTF-8.</summary>
    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}

internal interface IBody
{
    ProblemAnswer? Refusal { get; }

    /// <summary>Answers for a refused body, before the endpoint runs.</summary>
    static ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is IBody { Refusal: { } refusal })
                return ValueTask.FromResult<object?>(refusal);
        }

        return next(context);
    }
}
