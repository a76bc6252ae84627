using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BidForge.Files.Uploads;

/// <summary>Describes the upload in the OpenAPI document: its query and headers are read by hand, so that one answer names all that is wrong with them.</summary>
internal static class UploadDescription
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Parameters =
        [
            Query("purpose", "What it is uploaded for.", new() { Type = JsonSchemaType.String, Enum = ["document", "bidAttachment"] }),
            Query("packageId", "The package that it belongs to.", new() { Type = JsonSchemaType.String, Format = "uuid" }),
            Query("name", "The file's name with its extension.", new() { Type = JsonSchemaType.String }),
            Header("Content-Digest", "sha-256=:base64: of the body (RFC 9530)."),
            Header("Idempotency-Key", "1 to 200 visible ASCII characters."),
        ];
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Required = true, Description = description, Schema = schema };

    private static OpenApiParameter Header(string name, string description) =>
        new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
