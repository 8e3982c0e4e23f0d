namespace FhirHub.LocalMongo.Provisioning;

/// <summary>What to tell a person whose machine cannot run the local database.</summary>
internal static class NoEngine
{
    public const string Message = """
        No MongoDB was found, and none can be set up here by itself (that takes a mongod of version 6 or newer on PATH, or Debian or Ubuntu as root).
        Start one, for example with Docker:

          docker run -d --name fhirhub-mongo -p 127.0.0.1:27017:27017 mongo:8 --replSet rs0 --bind_ip_all
          docker exec fhirhub-mongo mongosh --quiet --eval 'rs.initiate({_id: "rs0", members: [{_id: 0, host: "127.0.0.1:27017"}]})'

        and set its connection string:

          export FHIRHUB_MONGO='mongodb://127.0.0.1:27017/?replicaSet=rs0&directConnection=true'
        """;
}
