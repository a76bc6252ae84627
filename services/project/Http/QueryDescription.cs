using Microsoft.OpenApi;

namespace BidForge.Projects;

internal static class QueryDescription
{
    /// <summary>Names the parameters that <see cref="QueryReader"/> reads in the OpenAPI document; every list has <c>cursor</c> and <c>limit</c>.</summary>
    public static RouteHandlerBuilder DescribesQuery(this RouteHandlerBuilder route, params (string Name, string Meaning)[] parameters) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, meaning) in parameters)
                operation.Parameters.Add(Parameter(name, meaning, JsonSchemaType.String));
            operation.Parameters.Add(Parameter("cursor", "nextCursor of the page before", JsonSchemaType.String));
            operation.Parameters.Add(Parameter("limit", "1 to 100; 25 unless told otherwise", JsonSchemaType.Integer));
            return Task.CompletedTask;
        });

    private static OpenApiParameter Parameter(string name, string meaning, JsonSchemaType type) => new()
    {
        Name = name, In = ParameterLocation.Query, Description = meaning, Schema = new OpenApiSchema { Type = type },
    };
}
