using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BidForge.Storage.Idempotency;

/// <summary>Writes that can be sent again after a lost answer (draft-ietf-httpapi-idempotency-key-header).</summary>
public static class IdempotencyExtensions
{
    /// <summary>
    /// With an <c>Idempotency-Key</c>, the write, its events and its answer commit in one transaction: sent again it answers the same,
    /// with another body 422. Without one the write goes on as it is. Answers other than 2xx are not kept, for nothing was written.
    /// The handler must not open a transaction of its own.
    /// </summary>
    public static TBuilder WithIdempotency<TBuilder, TDb>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        where TDb : DbContext =>
        builder.AddEndpointFilter<TBuilder, IdempotencyFilter<TDb>>().WithMetadata(new IdempotentAttribute());
}

internal sealed class IdempotencyFilter<TDb> : IEndpointFilter
    where TDb : DbContext
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (HttpMethods.IsGet(context.Request.Method) || RequestHash.Of(context) is not { } hash)
            return await next(invocation);
        var key = context.Request.Headers[RequestHash.HeaderName].ToString();
        if (key.Length is 0 or > 200 || key.Any(c => c is < '!' or > '~'))
            return Problem.Of(StatusCodes.Status400BadRequest, ProblemCodes.IdempotencyKeyInvalid, "Idempotency-Key must be 1 to 200 visible ASCII characters.");
        if (Caller.Read(context.User) is not { } caller)
            return await next(invocation);

        var db = context.RequestServices.GetRequiredService<TDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(context.RequestAborted);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var keys = new KeyStore(connection, (NpgsqlTransaction)transaction.GetDbTransaction(), caller.CompanyId, key);
        if (!await keys.ClaimAsync(hash, context.RequestAborted))
            return await keys.ReplayAsync(hash, context.RequestAborted);

        var answer = await CapturedAnswer.RunAsync(context, async () => await next(invocation));
        if (answer.Status is >= 200 and < 300)
        {
            await keys.KeepAsync(answer, context.RequestAborted);
            await transaction.CommitAsync(context.RequestAborted);
        }
        return answer;
    }
}
