namespace FhirHub.Samples.People;

/// <summary>How a name is formed.</summary>
internal enum Naming
{
    Han,
    Hui,
    Southwestern,
    Manchu,
    Korean,

    /// <summary>A name of one's own, a dot, the father's.</summary>
    Uyghur,

    /// <summary>A name of one's own, a dot, the father's.</summary>
    Kazakh,

    /// <summary>Clan and own name, with a dot; or a surname like the Han's.</summary>
    Yi,

    /// <summary>Two names of one's own, no surname.</summary>
    Tibetan,

    /// <summary>A name of one's own, no surname.</summary>
    Mongol,
}
