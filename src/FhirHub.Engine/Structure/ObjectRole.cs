namespace FhirHub.Engine.Structure;

/// <summary>Where an object stands, for the few members that are special there.</summary>
internal enum ObjectRole
{
    /// <summary>Anywhere else; also a resource in an entry or parameter.</summary>
    Nested,

    /// <summary>The resource the body holds: the server writes its type, id and meta.</summary>
    Root,

    /// <summary>The meta of that resource: the server writes versionId and lastUpdated.</summary>
    RootMeta,

    /// <summary>A resource in <c>contained</c>: it must not contain others.</summary>
    Contained,
}
