using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Storage;

/// <summary>
/// One transaction around a write, so that its locks hold until all of it is committed. Joins the transaction of an <c>Idempotency-Key</c> where there is one.
/// A refusal commits nothing.
/// </summary>
internal sealed class InTransaction : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (HttpMethods.IsGet(context.Request.Method))
            return await next(invocation);
        var db = context.RequestServices.GetRequiredService<ProjectDb>();
        try
        {
            if (db.Database.CurrentTransaction is not null)
                return await next(invocation);
            await using var transaction = await db.Database.BeginTransactionAsync(context.RequestAborted);
            var result = await next(invocation);
            if (Status(result) < StatusCodes.Status400BadRequest)
                await transaction.CommitAsync(context.RequestAborted);
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusals.Changed();
        }
    }

    private static int Status(object? result) => result switch
    {
        INestedHttpResult nested => Status(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        _ => StatusCodes.Status200OK,
    };
}
