using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Files.Storage;

namespace BidForge.Files.Access;

/// <summary>Who may read what.</summary>
internal static class Readable
{
    /// <summary>
    /// Own files; attachments of bids that were opened to this company; documents of packages once published, if they are public or this company is invited.
    /// A document counts only for the package of the company that uploaded it.
    /// </summary>
    public static IQueryable<StoredFile> ReadableBy(this FileDb db, Guid companyId) => db.Files.Where(file =>
        file.CompanyId == companyId
        || file.OpenedTo == companyId
        || (file.Purpose == FilePurpose.Document && db.PackagesSeenBy(companyId).Any(package => package.Id == file.PackageId && package.CompanyId == file.CompanyId)));

    /// <summary>Packages that are on the market for this company, and its own.</summary>
    public static IQueryable<KnownPackage> PackagesSeenBy(this FileDb db, Guid companyId) => db.Packages.Where(package => !package.Deleted
        && (package.CompanyId == companyId
            || (package.Published && (package.Visibility == Visibility.Public
                || db.Invitations.Any(invitation => invitation.PackageId == package.Id && invitation.CompanyId == companyId)))));
}
