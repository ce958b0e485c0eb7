using System.Text.Json;
using System.Text.Json.Nodes;
using HueS.Integration.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace HueS.Integration.Server.Api;

/// <summary>The published description of this API, exported from the code, and its reference page.</summary>
internal static class ApiDescription
{
    private const string Document = "v1";
    private const string Bearer = "bearer";

    public static void AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(Document, options =>
        {
            options.AddDocumentTransformer(DescribeDocument);
            options.AddOperationTransformer(DescribeRefusals);
            options.AddSchemaTransformer(DescribeSchema);
        });

    public static void MapApiDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs", page => page
            .WithTitle("HueS.Integration")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocument(Document)
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .HideDeveloperTools()).AllowAnonymous();
    }

    /// <summary>States the problems an endpoint may answer beyond those every endpoint has.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params ProblemType[] problems)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RefusedWith(problems));

    /// <summary>States a body of two parts: a small JSON text, then a file.</summary>
    public static TBuilder TakesUpload<TBuilder, TRequest>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var request = await context.GetOrCreateSchemaAsync(typeof(TRequest), cancellationToken: cancellationToken);
            context.Document!.AddComponent(typeof(TRequest).Name, request);
            var parts = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "request", "file" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["request"] = new OpenApiSchemaReference(typeof(TRequest).Name, context.Document),
                    ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                },
            };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "First the part `request` as JSON, then the part `file`.",
                Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = parts } },
            };
        });

    /// <summary>States a body of lines, each a JSON text of its own.</summary>
    public static TBuilder TakesLines<TBuilder, TLine>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var line = await context.GetOrCreateSchemaAsync(typeof(TLine), cancellationToken: cancellationToken);
            context.Document!.AddComponent(typeof(TLine).Name, line);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "One JSON object a line.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [BatchDownloads.NdjsonType] = new() { Schema = new OpenApiSchemaReference(typeof(TLine).Name, context.Document) },
                },
            };
        });

    private static async Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "HueS.Integration",
            Version = Document,
            Description = "Checks identities at the national population register and links citizens to their records. "
                + "Every problem answer has a stable type /problems/{code}; texts are Vietnamese first, English by Accept-Language.",
        };
        // Where this node listens is no part of the contract.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                BearerFormat = "at+jwt",
                Description = "An access token (RFC 9068) for the audience hues-integration, obtained by client credentials.",
            },
        };
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        document.AddComponent(nameof(Problem), problem);
    }

    private static Task DescribeRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isAnonymous = metadata.OfType<IAllowAnonymous>().Any();
        List<ProblemType> problems = [ProblemTypes.Busy, ProblemTypes.InternalError];
        if (!isAnonymous)
            problems.InsertRange(0, [ProblemTypes.Unauthenticated, ProblemTypes.Forbidden]);
        if (operation.RequestBody is not null)
        {
            problems.AddRange([
                ProblemTypes.MalformedJson, ProblemTypes.InvalidRequest, ProblemTypes.RequestTimeout,
                ProblemTypes.BodyTooLarge, ProblemTypes.UnsupportedMediaType]);
        }

        problems.AddRange(metadata.OfType<RefusedWith>().SelectMany(refused => refused.Problems));
        operation.Responses ??= [];
        foreach (var status in problems.Distinct().GroupBy(problem => problem.Status).OrderBy(group => group.Key))
            operation.Responses[status.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Answer([.. status], context.Document);

        var scopes = metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct().ToList();
        if (isAnonymous)
            return Task.CompletedTask;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = scopes }];
        return Task.CompletedTask;
    }

    private static OpenApiResponse Answer(IReadOnlyList<ProblemType> problems, OpenApiDocument? document) => new()
    {
        Description = string.Join("; ", problems.Select(problem => $"{problem.Uri}: {Messages.ProblemTitle(problem.Code).En}")),
        Headers = problems.Any(problem => problem.RetryAfter is not null)
            ? new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds after which to try again.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new()
            {
                Schema = new OpenApiSchemaReference(nameof(Problem), document),
                Examples = problems.ToDictionary(problem => problem.Code, Example),
            },
        },
    };

    private static IOpenApiExample Example(ProblemType problem)
    {
        FieldError[] errors = problem == ProblemTypes.InvalidRequest ? [new FieldError("subject.number", FieldCodes.NumberFormat)] : [];
        return new OpenApiExample
        {
            Value = Json(new ProblemAnswer(problem, errors).Describe(Language.Vietnamese, ApiExamples.TraceId)),
        };
    }

    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // What is not known is left out, so a nullable member is never promised.
        foreach (var member in context.JsonTypeInfo.Properties.Where(member => member.IsGetNullable))
            schema.Required?.Remove(member.Name);

        if (context.JsonPropertyInfo is null
            && ApiExamples.For(context.JsonTypeInfo.Type) is { } example
            && JsonSerializer.SerializeToNode(example, ApiJson.Options.GetTypeInfo(example.GetType())) is { } json)
            schema.Examples = [json];
        return Task.CompletedTask;
    }

    private static JsonNode? Json<T>(T value) => JsonSerializer.SerializeToNode(value, ApiJson.TypeInfo<T>());

    private sealed record RefusedWith(IReadOnlyList<ProblemType> Problems);
}
