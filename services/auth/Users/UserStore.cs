using BidForge.Auth.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace BidForge.Auth.Users;

/// <summary>Identity's store over our tables. Handlers save: a user, its company, its session and their events are one transaction.</summary>
internal sealed class UserStore : UserOnlyStore<User, AuthDb, Guid>
{
    public UserStore(AuthDb db, IdentityErrorDescriber describer)
        : base(db, describer) => AutoSaveChanges = false;
}
