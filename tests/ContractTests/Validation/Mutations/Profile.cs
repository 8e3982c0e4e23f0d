using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>A StructureDefinition with its snapshot.</summary>
internal sealed class Profile
{
    private readonly Dictionary<string, ProfileElement> _byId = new(StringComparer.Ordinal);
    private readonly ILookup<string, ProfileElement> _byParent;

    public Profile(JsonObject json)
    {
        Url = (string)json["url"]!;
        Id = (string)json["id"]!;
        Type = (string)json["type"]!;
        Elements = [.. json["snapshot"]!["element"]!.AsArray().Select(e => new ProfileElement(e!.AsObject()))];
        foreach (var element in Elements)
            _byId.TryAdd(element.Id, element);
        _byParent = Elements.ToLookup(e => e.ParentId);
    }

    public string Url { get; }

    public string Id { get; }

    public string Type { get; }

    public IReadOnlyList<ProfileElement> Elements { get; }

    public ProfileElement Root => Elements[0];

    public ProfileElement? Find(string id) => _byId.GetValueOrDefault(id);

    public IEnumerable<ProfileElement> Children(string id) => _byParent[id];

    public IEnumerable<ProfileElement> Slices(ProfileElement element) =>
        element.SliceName is null ? _byParent[element.ParentId].Where(e => e.SliceName is not null && e.WholeId == element.Id) : [];

    /// <summary>Whether it, or what it stands in, must not be there.</summary>
    public bool IsForbidden(ProfileElement element)
    {
        for (var at = Find(element.ParentId); at is not null; at = Find(at.ParentId))
            if (at.Max == 0)
                return true;
        return false;
    }
}
