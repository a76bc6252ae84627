using BidForge.Auth.Companies;
using BidForge.Auth.Storage;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Auth.Users;

internal static class AddUser
{
    /// <summary>A colleague to add.</summary>
    /// <param name="Name">1 to 120 characters.</param>
    /// <param name="Email">They log in with it; unique over the marketplace.</param>
    /// <param name="Password">At least 10 characters, none of the common ones.</param>
    /// <param name="Role">owner, estimator or viewer.</param>
    public sealed record AddUserRequest(string Name, string Email, string Password, Role Role);

    /// <summary>An owner adds a colleague to their company. 409 <c>auth.email-taken</c>.</summary>
    public static async Task<Results<Created<UserView>, ProblemHttpResult>> HandleAsync(
        Guid companyId, AddUserRequest request, Caller caller, AuthDb db, UserManager<User> users, TimeProvider time, CancellationToken cancellationToken)
    {
        if (companyId != caller.CompanyId)
            return ReadCompany.NotFound();
        var errors = new FieldErrors()
            .Text("name", request.Name, 120)
            .Email("email", request.Email)
            .Password("password", request.Password, request.Email);
        if (errors.Any)
            return errors.ToProblem();

        var user = NewUser.Of(caller.CompanyId, request.Name, request.Email, request.Role, time.GetUtcNow());
        await users.CreateAsync(user, request.Password);
        db.AddEvent(user.Joined());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (NewUser.IsEmailTaken(fault))
        {
            return NewUser.EmailTaken("email");
        }
        return TypedResults.Created($"/api/v1/companies/{caller.CompanyId}/users", UserView.Of(user));
    }
}
