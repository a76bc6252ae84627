using Microsoft.AspNetCore.Authentication;
using BidForge.Web.Api.Models;

namespace BidForge.Web.Sessions;

internal sealed class SignIn(IHttpContextAccessor accessor, TimeProvider clock)
{
    /// <summary>Begins a session in this browser. Callers have made sure that none is running: a planted key must not be adopted.</summary>
    public Task BeginAsync(Session session)
    {
        var ticket = Tickets.Of(session, clock.GetUtcNow());
        return accessor.HttpContext!.SignInAsync(Tickets.Scheme, ticket.Principal, ticket.Properties);
    }
}
