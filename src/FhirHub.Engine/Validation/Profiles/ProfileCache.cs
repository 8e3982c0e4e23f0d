namespace FhirHub.Engine.Validation.Profiles;

/// <summary>The compiled profiles of a source, begun anew when its revision changes. Safe for all threads.</summary>
internal sealed class ProfileCache(IDefinitionSource source)
{
    private readonly Lock _gate = new();
    private ProfileSet _current = new(source, source.Revision);

    /// <summary>The profiles as they are now; one validation works with one of these.</summary>
    public ProfileSet Current
    {
        get
        {
            var current = Volatile.Read(ref _current);
            var revision = source.Revision;
            if (current.Revision == revision)
                return current;
            lock (_gate)
            {
                if (_current.Revision != revision)
                    Volatile.Write(ref _current, new ProfileSet(source, revision, _current));
                return _current;
            }
        }
    }
}
