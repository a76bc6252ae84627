using BidForge.Auth.Companies;
using BidForge.Auth.Storage;
using BidForge.Auth.Users;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Sessions;

internal static class Register
{
    /// <summary>A company and its first user, who owns it.</summary>
    public sealed record RegisterRequest(CompanyInput Company, FirstUser User);

    /// <summary>The first user.</summary>
    /// <param name="Name">1 to 120 characters.</param>
    /// <param name="Email">They log in with it; unique over the marketplace.</param>
    /// <param name="Password">At least 10 characters, none of the common ones.</param>
    public sealed record FirstUser(string Name, string Email, string Password);

    /// <summary>Registers a company with its first user and logs them in. 409 <c>auth.email-taken</c>.</summary>
    public static async Task<Results<Created<SessionView>, ProblemHttpResult>> HandleAsync(
        RegisterRequest request, AuthDb db, UserManager<User> users, SessionIssuer issuer, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Text("user.name", request.User.Name, 120)
            .Email("user.email", request.User.Email)
            .Password("user.password", request.User.Password, request.User.Email);
        errors.Check("company.", request.Company.Kind, request.Company.Profile);
        if (errors.Any)
            return errors.ToProblem();

        var now = time.GetUtcNow();
        var company = Company.Register(request.Company.Kind, request.Company.Profile.Clean(), now);
        var user = NewUser.Of(company.Id, request.User.Name, request.User.Email, Role.Owner, now);
        db.Add(company);
        await users.CreateAsync(user, request.User.Password);
        var session = issuer.Start(user, company);
        db.AddEvent(company.Registered(now));
        db.AddEvent(user.Joined());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (NewUser.IsEmailTaken(fault))
        {
            return NewUser.EmailTaken("user.email");
        }
        return TypedResults.Created($"/api/v1/companies/{company.Id}", session);
    }
}
