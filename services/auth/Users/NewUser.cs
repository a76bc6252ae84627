using BidForge.Auth.Storage;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BidForge.Auth.Users;

/// <summary>What registering a company and adding a colleague have in common.</summary>
internal static class NewUser
{
    public static User Of(Guid companyId, string name, string email, Role role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CompanyId = companyId,
        Name = name.Trim(),
        Email = EmailAddress.Normalize(email),
        Role = role,
        CreatedAt = now,
        LockoutEnabled = true,
    };

    public static bool IsEmailTaken(DbUpdateException fault) =>
        fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: Initial.UniqueEmail };

    public static ProblemHttpResult EmailTaken(string field) => Problem.Conflict(
        AuthCodes.EmailTaken, "There is an account with this e-mail address already.", extensions:
        [new("errors", new Dictionary<string, string[]> { [field] = ["Has an account already. Log in, or use another address."] })]);
}
