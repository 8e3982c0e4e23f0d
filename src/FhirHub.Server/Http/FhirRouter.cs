namespace FhirHub.Server.Http;

/// <summary>What the list of routes says of a method and path.</summary>
/// <param name="Route">Null where the path knows no such method, or is not known at all.</param>
/// <param name="Values">The variable segments.</param>
/// <param name="Allowed">Methods that the path offers; empty where there is no such path.</param>
internal sealed record RouteMatch(FhirRoute? Route, RouteValues Values, IReadOnlyList<string> Allowed);

/// <summary>Finds the route of a path among the list of all routes; paths are compared as FHIR does, with case.</summary>
internal sealed class FhirRouter(IReadOnlyList<FhirRoute> routes)
{
    /// <param name="method">HTTP method; HEAD is answered by the route for GET.</param>
    /// <param name="path">What follows the service root.</param>
    public RouteMatch Find(string method, PathString path)
    {
        string[] segments = (path.Value ?? string.Empty).Trim('/').Split('/');
        if (segments is [""])
            segments = [];
        if (HttpMethods.IsHead(method))
            method = HttpMethods.Get;
        RouteValues values = default;
        FhirRoute? found = null;
        var allowed = new List<string>();
        foreach (var route in routes)
        {
            if (!route.Fits(segments, out var variables))
                continue;
            if (found is null && (values == default || route.Method == method))
                values = variables;
            if (found is null && route.Method == method)
                found = route;
            if (route.Offered && !allowed.Contains(route.Method))
                allowed.Add(route.Method);
        }

        if (found is { LastResort: true } && allowed.Count > 0)
            found = null;
        if (allowed.Contains(HttpMethods.Get))
            allowed.Add(HttpMethods.Head);
        return new RouteMatch(found, values, allowed);
    }
}
