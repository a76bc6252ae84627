using BidForge.Auth.Companies;
using BidForge.Auth.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Idempotency;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using CompanyDirectory = BidForge.Auth.Companies.Directory;

namespace BidForge.Auth.Users;

internal static class UsersExtensions
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA512: Identity's own number, and the least that production takes.</summary>
    private const int SlowHash = 100_000;

    public static void AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentityCore<User>().AddUserStore<UserStore>();
        builder.Services.AddOptions<PasswordHasherOptions>().BindConfiguration("Auth:Passwords")
            .Validate(
                passwords => passwords.IterationCount >= SlowHash || !builder.Environment.IsProduction(),
                $"Auth:Passwords:IterationCount: in production a password is hashed {SlowHash} times or more.")
            .ValidateOnStart();
        builder.Services.Configure<LockoutOptions>(builder.Configuration.GetSection("Auth:Lockout"));
        // Names and passwords are checked field by field before Identity sees them; that an address is free is for the unique index to say.
        builder.Services.RemoveAll<IUserValidator<User>>();
        builder.Services.RemoveAll<IPasswordValidator<User>>();
        builder.Services.AddSingleton<CompanyDirectory>();
        builder.Services.AddScoped<PasswordCheck>();
    }

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/companies/{companyId:guid}/users").WithTags("Users").RequireAuthorization();
        users.MapGet("/", ListUsers.HandleAsync);
        users.MapPost("/", AddUser.HandleAsync).RequireAuthorization(Policies.Owner).WithIdempotency<RouteHandlerBuilder, AuthDb>();
    }
}
