using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>A concept as a document of its set's collection. Its key is its code, so that one lookup finds it.</summary>
internal static class ConceptDocument
{
    /// <summary>Begins the name of every set's collection.</summary>
    public const string Prefix = "concepts";

    public const string Order = "ord";
    public const string Keys = "keys";
    public const string Inactive = "inactive";
    public const string Abstract = "abstract";

    /// <summary>Finds concepts by an entry. With the order behind it, no two rows of the index would be alike, and to build it took five times as long.</summary>
    public static readonly BsonDocument ByKey = new() { { Keys, 1 } };

    /// <summary>Walks a set in order.</summary>
    public static readonly BsonDocument ByOrder = new() { { Order, 1 } };

    public static readonly BsonDocument WithoutKeys = new() { { Keys, 0 } };

    /// <summary>The collection of a set.</summary>
    public static string CollectionOf(string set) => $"{Prefix}_{set}";

    public static BsonDocument Of(Concept concept, CodeSystemHead head)
    {
        var document = new BsonDocument
        {
            { "_id", head.Fold(concept.Code) },
            { Order, concept.Order },
            { "code", concept.Code },
        };
        Add(document, "display", concept.Display);
        Add(document, "definition", concept.Definition);
        if (concept.Designations.Count > 0)
            document.Add("designations", new BsonArray(concept.Designations.Select(Write)));
        if (concept.Properties.Count > 0)
            document.Add("properties", new BsonArray(concept.Properties.Select(Write)));
        if (concept.Parents.Count > 0)
        {
            document.Add("parents", new BsonArray(concept.Parents));
            document.Add("ancestors", new BsonArray(concept.Ancestors));
        }

        if (concept.IsInactive)
            document.Add(Inactive, true);
        if (concept.IsAbstract)
            document.Add(Abstract, true);
        document.Add(Keys, new BsonArray(ConceptKeys.Of(concept, head)));
        return document;
    }

    public static Concept Read(BsonDocument document) => new()
    {
        Code = document["code"].AsString,
        Display = Text(document, "display"),
        Definition = Text(document, "definition"),
        Designations = [.. Items(document, "designations").Select(d => new Designation(Text(d.AsBsonDocument, "language"), ReadCoding(d.AsBsonDocument), d["value"].AsString))],
        Properties = [.. Items(document, "properties").Select(p => ReadProperty(p.AsBsonDocument))],
        Parents = [.. Items(document, "parents").Select(p => p.AsString)],
        Ancestors = [.. Items(document, "ancestors").Select(p => p.AsString)],
        Order = document[Order].ToInt32(),
        IsInactive = document.Contains(Inactive),
        IsAbstract = document.Contains(Abstract),
    };

    private static BsonDocument Write(Designation designation)
    {
        var document = new BsonDocument();
        Add(document, "language", designation.Language);
        if (designation.Use is { } use)
            document.Add("coding", Write(use));
        document.Add("value", designation.Value);
        return document;
    }

    private static BsonDocument Write(ConceptProperty property)
    {
        var document = new BsonDocument { { "code", property.Code }, { "type", property.Type }, { "value", property.Value } };
        if (property.Coding is { } coding)
            document.Add("coding", Write(coding));
        return document;
    }

    private static BsonDocument Write(Coded coding)
    {
        var document = new BsonDocument();
        Add(document, "system", coding.System);
        Add(document, "version", coding.Version);
        Add(document, "code", coding.Code);
        Add(document, "display", coding.Display);
        return document;
    }

    private static ConceptProperty ReadProperty(BsonDocument property) =>
        new(property["code"].AsString, property["type"].AsString, property["value"].AsString, ReadCoding(property));

    private static Coded? ReadCoding(BsonDocument around) => around.TryGetValue("coding", out var coding)
        ? new Coded(Text(coding.AsBsonDocument, "system"), Text(coding.AsBsonDocument, "version"), Text(coding.AsBsonDocument, "code"), Text(coding.AsBsonDocument, "display"))
        : null;

    private static BsonArray Items(BsonDocument document, string name) =>
        document.TryGetValue(name, out var items) ? items.AsBsonArray : [];

    private static string? Text(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsString : null;

    private static void Add(BsonDocument document, string name, string? text)
    {
        if (text is not null)
            document.Add(name, text);
    }
}
