$version: "2"

namespace example.weather

use aws.protocols#restJson1

/// Says what the weather is going to be.
@restJson1
@title("Weather")
@httpBearerAuth
@httpBasicAuth
@httpApiKeyAuth(name: "x-api-key", in: "header")
@auth([httpBearerAuth, httpApiKeyAuth, httpBasicAuth])
service Weather {
    version: "2026-11-01"
    resources: [City]
}

resource City {
    identifiers: { cityId: CityId }
    read: GetForecast
    collectionOperations: [CountCities]
}

string CityId

@mixin
structure OfCity {
    /// The city, as `oslo`.
    @required
    cityId: CityId
}

/// The forecast for a city.
@readonly
@http(method: "GET", uri: "/cities/{cityId}/forecast")
operation GetForecast {
    input := with [OfCity] {
        /// How many days it looks ahead.
        @httpQuery("days")
        days: Integer
    }
    output := {
        @required
        sky: Sky

        /// In degrees Celsius.
        temperature: Float
    }
    errors: [NoSuchCity]
}

apply GetForecastInput$cityId @httpLabel

/// What there is to be seen above.
enum Sky {
    CLEAR = "clear"

    /// It may rain.
    CLOUDED = "clouded"
}

/// There is no city of that name.
@error("client")
@httpError(404)
structure NoSuchCity {
    message: String
}

/// How many cities there are forecasts for; everybody may ask.
@readonly
@auth([])
@http(method: "GET", uri: "/cities")
operation CountCities {
    output := {
        @required
        count: Integer
    }
}
