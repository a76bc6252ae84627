using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.Extensions.Options;

namespace BidForge.Gateway.Limits;

/// <summary>
/// Counts each forwarded request to its person and company, or without a token to its address, and answers 429 (RFC 6585) when too many came
/// in a short time, or more in a month than the company's plan includes.
/// Tells what is left in RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers).
/// </summary>
internal sealed class RateLimit(RequestDelegate next, SharedLimiter limiter, Metering metering, LimitMetrics metrics, IOptions<LimitOptions> options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.RouteId() is not { } route)
        {
            await next(context);
            return;
        }
        var metered = metering.Of(context);
        var verdict = await limiter.TakeAsync(Choose(context, route, options.Value), metered);
        if (verdict.QuotaUsed is { } used)
        {
            await RefuseForTheMonthAsync(context, metered!.Value.Limit, used);
            return;
        }
        Tell(context.Response.Headers, verdict);
        if (verdict.Allowed)
        {
            await next(context);
            return;
        }
        metrics.Refused(verdict.Allowance.Policy);
        context.Response.Headers.RetryAfter = Seconds(verdict.Wait);
        await Problem.Of(
            StatusCodes.Status429TooManyRequests, "request.rate-limited", "Too many requests in a short time.",
            $"Wait for as many seconds as Retry-After says. At most {verdict.Allowance.PerMinute} a minute are taken here.").ExecuteAsync(context);
    }

    private async Task RefuseForTheMonthAsync(HttpContext context, long limit, long used)
    {
        metrics.Refused(Policies.Quota);
        var (problem, wait) = metering.Refuse(context, limit, used);
        var seconds = Seconds(wait);
        context.Response.Headers.RetryAfter = seconds;
        context.Response.Headers["RateLimit"] = $"\"{Policies.Quota}\";r=0;t={seconds}";
        await problem.ExecuteAsync(context);
    }

    private static Allowance[] Choose(HttpContext context, string route, LimitOptions limits)
    {
        if (RouteTable.IsSignIn(route))
            return [new(Policies.SignIn, $"s:{Address(context)}", limits.SignInPerMinute)];
        if (context.Features.Get<Caller>() is { } caller)
            return [new(Policies.User, $"u:{caller.UserId:N}", limits.UserPerMinute), new(Policies.Company, $"c:{caller.CompanyId:N}", limits.CompanyPerMinute)];
        return context.ServiceName() is RouteTable.Web
            ? [new(Policies.Pages, $"p:{Address(context)}", limits.PagesPerMinute)]
            : [new(Policies.Anonymous, $"a:{Address(context)}", limits.AnonymousPerMinute)];
    }

    // One home has a /64 of IPv6: its addresses are one client.
    private static string Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static void Tell(IHeaderDictionary headers, Verdict verdict)
    {
        headers["RateLimit-Policy"] = $"\"{verdict.Allowance.Policy}\";q={verdict.Allowance.PerMinute};w=60";
        headers["RateLimit"] = $"\"{verdict.Allowance.Policy}\";r={verdict.Remaining};t={Seconds(verdict.Allowed ? verdict.Reset : verdict.Wait)}";
    }

    private static string Seconds(TimeSpan span) => Math.Max(1, Math.Ceiling(span.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
