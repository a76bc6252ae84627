using BidForge.Contracts;

namespace BidForge.Demo.Cast;

/// <summary>One invented company of the play; the towns are real.</summary>
internal sealed record CompanyRole(string Name, CompanyKind Kind, string City, string[] Trades, int RadiusKm, string Person)
{
    /// <summary>Reserved for documentation by RFC 2606, so no mail can reach anybody.</summary>
    public string Email => $"{Slug(Person.Split(' ')[0])}@{Slug(Name)}.example";

    private static string Slug(string text) => new([.. text.ToLowerInvariant().Replace(" & ", "-").Replace(' ', '-').Where(c => char.IsAsciiLetterOrDigit(c) || c is '-')]);
}

/// <summary>Eight contractors and thirty-two subcontractors: each with the trades that such firms combine, so that every package meets six to eight bidders.</summary>
internal static class Companies
{
    public static readonly CompanyRole[] All =
    [
        Contractor("Lakeshore Builders", "Chicago", "Dana Whitfield"),
        Contractor("Prairie State Construction", "Springfield", "Miguel Ortega"),
        Contractor("Northgate General Contractors", "Milwaukee", "Karen Lindqvist"),
        Contractor("Calumet Construction Group", "Hammond", "Terrence Boyd"),
        Contractor("Fox Valley Contracting", "Aurora", "Priya Raman"),
        Contractor("Capitol Square Builders", "Madison", "Owen Gallagher"),
        Contractor("Crossroads Construction", "Indianapolis", "Leah Steinberg"),
        Contractor("Rock River Constructors", "Rockford", "Sam Kowalczyk"),

        Sub("Ironbridge Concrete", "Joliet", "Hector Salinas", "concrete", "masonry"),
        Sub("Great Lakes Concrete & Paving", "Gary", "Monica Hayes", "concrete", "masonry", "paving"),
        Sub("Blackhawk Concrete", "Rockford", "Erik Nyberg", "concrete", "masonry", "earthwork"),
        Sub("Cream City Concrete", "Milwaukee", "Tasha Greene", "concrete", "masonry", "foundations"),
        Sub("Volta Electric", "Chicago", "Anil Kapoor", "electrical", "communications"),
        Sub("Bright Line Electric", "Naperville", "Susan Doyle", "electrical", "solar"),
        Sub("Badger Power & Light Contractors", "Madison", "Kurt Jensen", "electrical", "security-systems"),
        Sub("Hoosier Electric Works", "Lafayette", "Brenda Tucker", "electrical", "communications"),
        Sub("Clearwater Plumbing", "Evanston", "Vincent Romano", "plumbing", "hvac", "fire-protection"),
        Sub("Keystone Mechanical Piping", "Schaumburg", "Ivana Petrovic", "plumbing", "hvac"),
        Sub("Two Rivers Plumbing", "Davenport", "Doug Hanson", "plumbing", "hvac", "utilities"),
        Sub("Lakeland Plumbing & Fire", "Racine", "Grace Obi", "plumbing", "hvac", "fire-protection"),
        Sub("Summit Air Systems", "Elgin", "Paul Zielinski", "hvac", "plumbing", "electrical", "building-automation"),
        Sub("Comfort Mechanical", "Waukesha", "Renee Fischer", "hvac", "plumbing"),
        Sub("Midland Heating & Cooling", "Bloomington", "Marcus Bell", "hvac", "plumbing"),
        Sub("Polaris Air", "South Bend", "Yuki Tanaka", "hvac", "plumbing", "electrical", "building-automation"),
        Sub("Anchor Steel Erectors", "Hammond", "Frank Dombrowski", "structural-steel"),
        Sub("Fort Wayne Steel", "Fort Wayne", "Gwen Adler", "structural-steel", "roofing"),
        Sub("Union Iron & Steel", "Chicago", "Darnell Price", "structural-steel", "specialties"),
        Sub("Winnebago Structural", "Rockford", "Holly Berg", "structural-steel", "roofing"),
        Sub("Plumb Line Drywall", "Aurora", "Luis Fuentes", "drywall", "ceilings", "painting"),
        Sub("Straight Edge Interiors", "Oak Park", "Megan Clarke", "drywall", "ceilings"),
        Sub("Kettle Moraine Drywall", "Kenosha", "Jon Schroeder", "drywall", "painting"),
        Sub("Central Illinois Walls & Ceilings", "Champaign", "Nadia Haddad", "drywall", "ceilings"),
        Sub("High Point Roofing", "Waukegan", "Carl Matthews", "roofing", "waterproofing"),
        Sub("Four Seasons Roofing", "Peoria", "Angela Moretti", "roofing", "structural-steel"),
        Sub("Bay Roofing & Sheet Metal", "Green Bay", "Todd Larsen", "roofing", "structural-steel"),
        Sub("West Michigan Roofing", "Grand Rapids", "Pieter de Vries", "roofing", "waterproofing"),
        Sub("Bluff City Masonry", "Dubuque", "Nora Quinn", "masonry", "concrete"),
        Sub("Red Clay Masonry", "Kalamazoo", "Andre Willis", "masonry", "concrete", "drywall"),
        Sub("Stonecroft Masonry", "Naperville", "Emil Novak", "masonry", "concrete", "drywall"),
        Sub("Heartland Masonry", "Springfield", "Ruth Alvarez", "masonry", "concrete"),
    ];

    private static CompanyRole Contractor(string name, string city, string person) => new(name, CompanyKind.Contractor, city, [], 300, person);

    private static CompanyRole Sub(string name, string city, string person, params string[] trades) => new(name, CompanyKind.Subcontractor, city, trades, 400, person);
}
