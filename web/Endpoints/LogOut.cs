using BidForge.Web.Api;
using BidForge.Web.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace BidForge.Web.Endpoints;

internal static class LogOut
{
    public static void MapLogOut(this IEndpointRouteBuilder routes) => routes.MapPost("/logout", HandleAsync);

    // The form parameter is what makes the framework check the forgery token here.
    private static async Task<IResult> HandleAsync([FromForm] LogOutForm form, HttpContext context, AuthApi auth, CancellationToken cancellationToken)
    {
        if (context.RefreshToken() is { } token)
        {
            try
            {
                await auth.LogOutAsync(token, cancellationToken);
            }
            catch (ApiException)
            {
                // The ticket goes away below whatever auth says, and with it the only copy of the tokens.
            }
        }

        await context.SignOutAsync(Tickets.Scheme);
        return Results.LocalRedirect("/");
    }
}

internal sealed record LogOutForm(string? Nothing);
