using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Messaging.Inbox;

/// <summary>The context in whose transaction handlers work.</summary>
internal sealed record HandlerDatabase(Type ContextType)
{
    public DbContext In(IServiceProvider scope) => (DbContext)scope.GetRequiredService(ContextType);
}
