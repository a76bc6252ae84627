using BidForge.Auth.Companies;
using BidForge.Auth.Keys;
using BidForge.Auth.Storage;
using BidForge.Auth.Users;

namespace BidForge.Auth.Sessions;

/// <summary>Adds sessions and their tokens to what the handler saves.</summary>
internal sealed class SessionIssuer(AuthDb db, AccessTokens accessTokens, TimeProvider time)
{
    public SessionView Start(User user, Company company)
    {
        var session = Session.Start(user.Id, company.Id, time.GetUtcNow());
        db.Add(session);
        return Continue(session, user, company);
    }

    public SessionView Continue(Session session, User user, Company company)
    {
        var (token, value) = RefreshToken.Of(session, time.GetUtcNow());
        db.Add(token);
        return new(
            accessTokens.Create(user, company, session.Id), "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, value, UserView.Of(user), CompanyView.OwnOf(company));
    }
}
