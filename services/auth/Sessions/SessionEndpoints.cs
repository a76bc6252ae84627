namespace BidForge.Auth.Sessions;

internal static class SessionEndpoints
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<SessionIssuer>();
        builder.Services.AddHostedService<ForgetOldSessions>();
    }

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("Sessions").AllowAnonymous();
        auth.MapPost("/register", Register.HandleAsync);
        auth.MapPost("/login", LogIn.HandleAsync);
        auth.MapPost("/refresh", Refresh.HandleAsync);
        auth.MapPost("/logout", LogOut.HandleAsync);
        routes.MapGet("/auth/me", Me.HandleAsync).WithTags("Sessions").RequireAuthorization();
    }
}
