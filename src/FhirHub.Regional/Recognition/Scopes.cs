namespace FhirHub.Regional.Recognition;

/// <summary>Within which circles two institutions stand together.</summary>
internal static class Scopes
{
    /// <summary>Those that only an alliance makes.</summary>
    public static readonly IReadOnlyList<string> OfNetworks = ["alliance", "county-group"];

    /// <summary>Those that need none.</summary>
    public static readonly IReadOnlyList<string> OfDivisions = ["national", "region", "province", "city"];

    /// <summary>
    /// Whether it matters who is allied with whom: not where the whole nation stands together anyway, unless a mark is one of an alliance. To know it takes
    /// searches of its own.
    /// </summary>
    public static bool ConcernAlliances(IReadOnlyCollection<string> scopes, IEnumerable<Mark> marks) =>
        marks.Any(m => OfNetworks.Contains(m.Scope)) || (!scopes.Contains("national") && scopes.Any(OfNetworks.Contains));

    /// <summary>Whether two institutions are in the same circle of a kind. Which provinces make a region only a mark says.</summary>
    public static bool AreTogether(string scope, Participant one, Participant other) => IsSame(one, other) || scope switch
    {
        "national" => true,
        "province" => Area(one, 0) is { } province && province == Area(other, 0),
        "city" => Area(one, 1) is { } city && city == Area(other, 1),
        "alliance" or "county-group" => one.Networks.Intersect(other.Networks).Any(n => n.Scope == scope),
        _ => false,
    };

    /// <summary>Whether a mark holds for who asks.</summary>
    public static bool Reaches(Mark mark, Participant performer, Participant requester) => IsSame(performer, requester) || mark.Scope switch
    {
        "region" => mark.Division is { } division && requester.Divisions.Contains(division),
        "province" => (mark.Division ?? Area(performer, 0)) is { } province && requester.Divisions.Contains(province),
        "city" => (mark.Division ?? Area(performer, 1)) is { } city && requester.Divisions.Contains(city),
        _ => AreTogether(mark.Scope, performer, requester),
    };

    private static bool IsSame(Participant one, Participant other) => one.Reference is not null && one.Reference == other.Reference;

    private static string? Area(Participant participant, int index) => participant.Divisions.ElementAtOrDefault(index);
}
